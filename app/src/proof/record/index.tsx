import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { useRouter } from '@tarojs/taro';
import { ProofView } from '../../features/code/proof-view';
import { isWaiting } from '../../features/code/proof-words';
import { call } from '../../lib/call';
import { PageState } from '../../ui/page-state';
import { Lead, Screen, Title } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';
import { useRefresh } from '../../ui/use-refresh';

/** Anyone's own check of one record, made on their own phone. */
export default function ProofPage() {
  const { params } = useRouter();
  const load = useLoad(() =>
    call(codeApi.proof, { token: params.token ?? '', recordId: params.recordId ?? '' }),
  );
  useRefresh(load.reload, load.value !== null && isWaiting(load.value));
  return (
    <Screen id="proof">
      <Title>这份记录改过没有？</Title>
      <Lead>不用相信我们：下面每一步都由这部手机自己计算。</Lead>
      <PageState load={load}>{(proof) => <ProofView proof={proof} />}</PageState>
    </Screen>
  );
}
