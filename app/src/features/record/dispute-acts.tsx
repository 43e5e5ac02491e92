import type { AnswerStanding } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { referDispute, settleDispute } from './dispute-commands';

interface Props {
  recordId: string;
  dispute: NonNullable<AnswerStanding['dispute']>;
  onMoved: (standing: AnswerStanding) => void;
  /** The other side may have moved meanwhile: what is shown must not lag behind. */
  onRefused: () => void;
}

/** The owner's steps after a return: content with the answer, or over to the regulator; each asked once more. */
export function DisputeActs({ recordId, dispute, onMoved, onRefused }: Props) {
  const [asking, setAsking] = useState<'settle' | 'refer' | null>(null);
  const [reason, setReason] = useState('');
  const { running, problem, run, clear } = useAct(onRefused);
  const move = (act: () => Promise<AnswerStanding>) =>
    run('move', async () => {
      onMoved(await act());
      setAsking(null);
    });
  const ask = (what: 'settle' | 'refer') => {
    clear();
    setAsking(what);
  };
  const close = () => setAsking(null);
  const { may } = dispute;
  const maySettle = may.settle && dispute.answer !== '';
  return (
    <>
      {maySettle || may.refer ? (
        <ActionBar>
          {maySettle ? (
            <Button
              id="to-settle"
              icon="check"
              kind={dispute.state === 'answered' ? 'primary' : 'secondary'}
              label="认可答复"
              onPress={() => ask('settle')}
            />
          ) : null}
          {may.refer ? (
            <Button
              id="to-refer"
              kind={maySettle ? 'quiet' : 'primary'}
              label="提请监管部门处理"
              onPress={() => ask('refer')}
            />
          ) : null}
        </ActionBar>
      ) : null}
      <Sheet open={asking === 'settle'} title="认可这个答复？" onClose={close}>
        <Note>认可后争议了结，不能再提请监管部门处理。您的姓名和时间会留存。</Note>
        <Refusals problem={problem} />
        <Button
          id="settle-confirm"
          label="认可答复"
          busy={running !== null}
          onPress={() => move(() => settleDispute(recordId))}
        />
      </Sheet>
      <Sheet open={asking === 'refer'} title="提请监管部门处理" onClose={close}>
        <Note>监管部门会看到这份记录、退回理由和维保单位的答复。</Note>
        <Field
          id="refer-reason"
          label="为什么不认可"
          value={reason}
          lines="many"
          maxLength={300}
          placeholder={dispute.late ? '例如：维保单位一直没有答复' : '例如：补拍的照片不是这台电梯'}
          onChange={setReason}
        />
        <Refusals problem={problem} />
        <Button
          id="refer-confirm"
          label="提请处理"
          busy={running !== null}
          disabled={reason.trim() === ''}
          onPress={() => move(() => referDispute(recordId, reason.trim()))}
        />
      </Sheet>
    </>
  );
}
