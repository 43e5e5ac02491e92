import type { Delegation } from '@lifttrust/shared-types/signing/signing.contract';
import { Button } from '../../ui/button';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { endDelegation } from './signing-commands';

interface Props {
  /** Whose authority is to end; null: nobody is asked. */
  delegation: Delegation | null;
  onClose: () => void;
  onEnded: (delegation: Delegation) => void;
  onRefused: () => void;
}

/** Taken back at once, asked once more. */
export function EndDelegation({ delegation, onClose, onEnded, onRefused }: Props) {
  const { running, problem, run, clear } = useAct(onRefused);
  const end = () =>
    run('end', async () => {
      if (!delegation) return;
      onEnded(await endDelegation(delegation.id));
    });
  const close = () => {
    clear();
    onClose();
  };
  return (
    <Sheet open={delegation !== null} title={`收回${delegation?.person.name ?? ''}的授权？`} onClose={close}>
      <Note>立即生效。已经代签的记录不变。</Note>
      <Refusals problem={problem} />
      <Button id="end-confirm" kind="danger" label="确认收回" busy={running !== null} onPress={end} />
    </Sheet>
  );
}
