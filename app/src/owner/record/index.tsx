import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { OwnerReturn } from '../../features/record/owner-return';
import { RecordView } from '../../features/record/record-view';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

export default function RecordPage() {
  const { params } = useRouter();
  const recordId = params.recordId ?? '';
  const load = useLoad(() => call(recordApi.show, { recordId }));
  const [returning, setReturning] = useState(false);
  const record = load.value;
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
                label="确认签字"
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
      <PageState load={load}>{(known) => <RecordView record={known} />}</PageState>
      {record ? (
        <OwnerReturn
          record={record}
          open={returning}
          onClose={() => setReturning(false)}
          onReturned={load.replace}
        />
      ) : null}
    </Screen>
  );
}
