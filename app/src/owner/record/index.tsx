import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { RecordCallUps } from '../../features/evidence/record-call-ups';
import { AnswerStandingView } from '../../features/record/answer-standing';
import { DisputeActs } from '../../features/record/dispute-acts';
import { OwnerReturn } from '../../features/record/owner-return';
import { RecordView } from '../../features/record/record-view';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

export default function RecordPage() {
  const { params } = useRouter();
  const recordId = params.recordId ?? '';
  const load = useLoad(() => call(recordApi.show, { recordId }));
  const standing = useLoad(() => call(signingApi.standing, { recordId }));
  // A button in the chat leads here to write the reason.
  const [returning, setReturning] = useState(params.act === 'return');
  const record = load.value;
  const dispute = standing.value?.dispute ?? null;
  // What follows a return begins a moment after it.
  useRefresh(standing.reload, record?.ownerAnswer === 'returned' && standing.value !== null && !dispute);
  const again = () => {
    load.reload();
    standing.reload();
  };
  return (
    <Screen
      id="record"
      footer={
        record?.may.sign || record?.may.return ? (
          <>
            {record.may.sign ? (
              <Button
                id="to-sign"
                icon="pen"
                label={record.ownerAnswer === 'defaulted' ? '补签' : '确认签字'}
                onPress={() => openPage('owner/sign', { recordId })}
              />
            ) : null}
            {record.may.return ? (
              <Button id="to-return" kind="quiet" label="有问题，退回" onPress={() => setReturning(true)} />
            ) : null}
          </>
        ) : null
      }
    >
      <PageState load={load}>
        {(known) => (
          <RecordView record={known}>
            {known.standing === 'voided' ? null : (
              <AnswerStandingView answer={known.ownerAnswer} maySign={known.may.sign} load={standing} />
            )}
          </RecordView>
        )}
      </PageState>
      {record?.ownerAnswer === 'returned' && dispute ? (
        <DisputeActs
          recordId={recordId}
          dispute={dispute}
          onMoved={(moved) => {
            standing.replace(moved);
            load.reload();
          }}
          onRefused={again}
        />
      ) : null}
      {record ? <RecordCallUps recordId={recordId} /> : null}
      {record ? (
        <OwnerReturn
          record={record}
          open={returning && record.may.return}
          onClose={() => setReturning(false)}
          onReturned={(returned) => {
            load.replace(returned);
            standing.reload();
          }}
          onMovedOn={again}
        />
      ) : null}
    </Screen>
  );
}
