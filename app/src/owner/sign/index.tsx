import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { useRouter } from '@tarojs/taro';
import { OwnerSign } from '../../features/record/owner-sign';
import { call } from '../../lib/call';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

export default function OwnerSignPage() {
  const { params } = useRouter();
  const load = useLoad(() => call(recordApi.show, { recordId: params.recordId ?? '' }));
  return (
    <Screen id="owner-sign">
      <PageState load={load}>
        {(record) => <OwnerSign record={record} onSigned={load.replace} onMovedOn={load.reload} />}
      </PageState>
    </Screen>
  );
}
