import type { SilenceConsent } from '@lifttrust/shared-types/signing/signing.contract';
import { Button } from '../../ui/button';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { giveSilenceConsent, withdrawSilenceConsent } from './signing-commands';

interface Props {
  open: boolean;
  onClose: () => void;
  onDone: (consent: SilenceConsent) => void;
  /** A colleague may have decided meanwhile: what is shown must not lag behind. */
  onRefused: () => void;
}

function useDecision({ onClose, onDone, onRefused }: Props) {
  const { running, problem, run, clear } = useAct(onRefused);
  const decide = (act: () => Promise<SilenceConsent>) => run('decide', async () => onDone(await act()));
  const close = () => {
    clear();
    onClose();
  };
  return { busy: running !== null, problem, decide, close };
}

/** Agreed to for the organisation, asked once more with what it means. */
export function GiveSheet({ version, ...props }: Props & { version: string }) {
  const { busy, problem, decide, close } = useDecision(props);
  return (
    <Sheet open={props.open} title="代表本单位同意？" onClose={close}>
      <Note>同意只对以后完成的维保有效，可以随时撤回。您的姓名、时间和同意书版本会留存。</Note>
      <Refusals problem={problem} />
      <Button
        id="give-confirm"
        label="确认同意"
        busy={busy}
        onPress={() => decide(() => giveSilenceConsent(version))}
      />
    </Sheet>
  );
}

export function WithdrawSheet(props: Props) {
  const { busy, problem, decide, close } = useDecision(props);
  return (
    <Sheet open={props.open} title="撤回同意？" onClose={close}>
      <Note>撤回后，还没到期限的和以后完成的维保都不再默认确认。已经默认确认的记录不变。</Note>
      <Refusals problem={problem} />
      <Button
        id="withdraw-confirm"
        kind="danger"
        label="确认撤回"
        busy={busy}
        onPress={() => decide(withdrawSilenceConsent)}
      />
    </Sheet>
  );
}
