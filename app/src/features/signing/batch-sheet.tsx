import type { PhoneFile } from '../../platform/types';
import { Refusals } from '../../ui/page-state';
import { KeptOnPhone, type Problem, problemOf } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { SignaturePad } from '../../ui/signature-pad';
import { useAct } from '../../ui/use-act';
import { type Batch, signMany, type ToSign } from './batch';

interface Props {
  open: boolean;
  items: readonly ToSign[];
  onClose: () => void;
  onSigned: (batch: Batch) => void;
  /** The signature waits on the phone and goes out by itself: nobody signs twice. */
  onKept: (problem: Problem | null) => void;
}

/** One name by hand for everything that was chosen. */
export function BatchSheet({ open, items, onClose, onSigned, onKept }: Props) {
  const { running, problem, run } = useAct();
  const sign = (file: PhoneFile) =>
    run('sign', async () => {
      try {
        onSigned(await signMany(items, file));
      } catch (reason) {
        if (!(reason instanceof KeptOnPhone)) throw reason;
        onKept(problemOf(reason));
      }
    });
  return (
    <Sheet open={open} title={`手写签名，签 ${items.length} 份`} onClose={onClose}>
      <Note>一次签名用于所选的每一份。每份单独封存，写明您的姓名和时间，封存后谁也不能再改。</Note>
      <Refusals problem={problem} />
      <SignaturePad
        canvasId="batch-signature"
        name="您本人"
        label="确认签字"
        busy={running !== null}
        onSigned={sign}
      />
    </Sheet>
  );
}
