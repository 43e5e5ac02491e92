import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { hasMovedOn } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { ownerReturn } from './record-commands';

interface Props {
  record: RecordDetail;
  open: boolean;
  onClose: () => void;
  onReturned: (record: RecordDetail) => void;
  /** Somebody else has answered meanwhile: the page then says who. */
  onMovedOn: () => void;
}

/** A return needs its reason; it opens a dispute and changes nothing that was sealed (DECISIONS 8). */
export function OwnerReturn({ record, open, onClose, onReturned, onMovedOn }: Props) {
  const [reason, setReason] = useState('');
  const { running, problem, run } = useAct((refusal) => (hasMovedOn(refusal) ? onMovedOn() : undefined));
  const giveBack = () =>
    run('return', async () => {
      onReturned(await ownerReturn(record.id, reason));
      onClose();
    });
  return (
    <Sheet open={open} title="退回这份记录" onClose={onClose}>
      <Note>退回后，维保单位要在 3 个工作日内答复。原记录保留，不会被改。</Note>
      <Field
        id="return-reason"
        label="为什么退回"
        value={reason}
        lines="many"
        maxLength={300}
        placeholder="例如：现场没有见到维保人员"
        onChange={setReason}
      />
      <Refusals problem={problem} />
      <Button
        id="return-confirm"
        kind="danger"
        label="退回给维保单位"
        busy={running !== null}
        disabled={reason.trim() === ''}
        onPress={giveBack}
      />
    </Sheet>
  );
}
