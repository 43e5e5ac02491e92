import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { RepairHead, RepairResult, RepairTimeline } from '../../features/repair/repair-about';
import { act } from '../../features/repair/repair-commands';
import { OnSpot } from '../../features/repair/repair-on-site';
import { RepairPictures } from '../../features/repair/repair-pictures';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** The owner reads what became of a fault, and says whether it is over. */
export default function ConfirmRepairPage() {
  const { params } = useRouter();
  const callOutId = params.callOutId ?? '';
  const load = useLoad(() => call(callOutApi.show, { callOutId }));
  const [asking, setAsking] = useState<'confirm' | 'return' | null>(
    params.act === 'return' || params.act === 'confirm' ? params.act : null,
  );
  const [reason, setReason] = useState('');
  const { running, problem, run } = useAct();
  const job = load.value;
  const send = () =>
    run('send', async () => {
      const input = { callOutId, reason: reason.trim() };
      load.replace(
        asking === 'confirm'
          ? await act(callOutApi.confirm, { callOutId })
          : await act(callOutApi.returnWork, input),
      );
      setAsking(null);
    });
  return (
    <Screen
      id="repair-confirm"
      footer={
        job?.may.confirm ? (
          <>
            <Button id="to-confirm" icon="check" label="确认修好了" onPress={() => setAsking('confirm')} />
            <Button id="to-return" kind="quiet" label="没有修好，退回" onPress={() => setAsking('return')} />
          </>
        ) : null
      }
    >
      <PageState load={load}>
        {(known) => (
          <>
            {known.state === 'closed' || known.state === 'confirmed' ? (
              <Notice
                id="confirmed"
                tone="success"
                title={known.state === 'closed' ? '这次急修已结束' : '已确认，等监督检验'}
                lines={[
                  known.state === 'closed' ? '报修人已收到答复。' : '重大修理登记监督检验以后恢复使用。',
                ]}
              />
            ) : null}
            {known.state === 'in_progress' && known.returns > 0 ? (
              <Notice id="returned" tone="warning" title="已退回，维保单位继续处理" />
            ) : null}
            <RepairHead job={known} />
            <RepairResult job={known} />
            <RepairPictures job={known} />
            {known.members.length > 0 ? <OnSpot job={known} /> : null}
            <RepairTimeline job={known} />
          </>
        )}
      </PageState>
      <Sheet
        open={asking !== null && (job?.may.confirm ?? false)}
        title={asking === 'confirm' ? '确认电梯修好了？' : '哪里没有修好？'}
        onClose={() => setAsking(null)}
      >
        <Note>连同您的姓名和时间封存，不能更改。</Note>
        {asking === 'return' ? (
          <Field
            id="return-reason"
            label="原因"
            value={reason}
            lines="many"
            maxLength={200}
            placeholder="例如：3 楼还是关不上门"
            onChange={setReason}
          />
        ) : null}
        <Refusals problem={problem} />
        <Button
          id="send-answer"
          label={asking === 'confirm' ? '确认' : '退回'}
          busy={running !== null}
          disabled={asking === 'return' && reason.trim() === ''}
          onPress={send}
        />
      </Sheet>
    </Screen>
  );
}
