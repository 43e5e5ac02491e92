import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { decideContract } from '../../features/contract/contract-commands';
import { ContractView } from '../../features/contract/contract-view';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

export default function ContractPage() {
  const { params } = useRouter();
  const contractId = params.contractId ?? '';
  const load = useLoad(() => call(contractApi.show, { contractId }));
  const [asking, setAsking] = useState<'accept' | 'refuse' | null>(null);
  const [reason, setReason] = useState('');
  const [decided, setDecided] = useState('');
  // A colleague may have decided meanwhile: what is shown must not lag behind.
  const { running, problem, run } = useAct(load.reload);
  const decide = (accept: boolean) =>
    run('decide', async () => {
      load.replace(await decideContract(contractId, accept, reason.trim()));
      setAsking(null);
      setDecided(accept ? '已确认由它负责' : '已答复：不认可这份合同');
    });
  return (
    <Screen
      id="contract"
      footer={
        load.value?.may.decide ? (
          <>
            <Button id="to-accept" icon="check" label="确认合同" onPress={() => setAsking('accept')} />
            <Button id="to-refuse" kind="quiet" label="不认可" onPress={() => setAsking('refuse')} />
          </>
        ) : null
      }
    >
      {decided ? <Notice id="decided" tone="success" title={decided} /> : null}
      <PageState load={load}>{(contract) => <ContractView contract={contract} />}</PageState>
      <Sheet open={asking === 'accept'} title="由这家单位负责吗？" onClose={() => setAsking(null)}>
        <Note>确认后，合同期内由它负责这些电梯的维保。决定会连同您的姓名和时间留存。</Note>
        <Refusals problem={problem} />
        <Button id="accept" label="确认由它负责" busy={running !== null} onPress={() => decide(true)} />
      </Sheet>
      <Sheet open={asking === 'refuse'} title="不认可这份合同" onClose={() => setAsking(null)}>
        <Field
          id="refuse-reason"
          label="为什么"
          value={reason}
          lines="many"
          maxLength={300}
          placeholder="例如：没有签过这份合同"
          onChange={setReason}
        />
        <Refusals problem={problem} />
        <Button
          id="refuse"
          kind="danger"
          label="不认可"
          busy={running !== null}
          disabled={reason.trim() === ''}
          onPress={() => decide(false)}
        />
      </Sheet>
    </Screen>
  );
}
