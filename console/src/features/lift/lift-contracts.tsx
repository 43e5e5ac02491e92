import {
  contractApi,
  type LiftContracts as History,
  responsibilityWords,
} from '@lifttrust/shared-types/contract/contract.contract';
import { Timeline } from 'antd';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { dateWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { ContractStateTag, termWords } from '../contract/contract-words';

/** Who answers for the lift, who did before, and the contracts that the reader may see. */
export function LiftContracts({ liftId }: { liftId: string }) {
  const history = useLoad(contractApi.ofLift, { liftId });
  return (
    <Section title="维保合同" extra={history.data ? <Today history={history.data} /> : null}>
      <Read from={history}>
        {(read) => (
          <>
            {read.today === 'dispute' ? (
              <p>困人时两家都要到场：{read.emergency.map(({ name }) => name).join('、')}</p>
            ) : null}
            {read.contracts.length === 0 ? <p className="quiet">还没有录入合同。</p> : null}
            {read.contracts.map((contract) => (
              <div key={contract.id} style={{ marginBottom: 8 }}>
                <Link to={`/contracts/${contract.id}`}>{contract.company.name}</Link>{' '}
                <ContractStateTag state={contract.state} />
                <div className="quiet">{termWords(contract.from, contract.until)}</div>
              </div>
            ))}
            {read.steps.length > 0 ? <Steps history={read} /> : null}
          </>
        )}
      </Read>
    </Section>
  );
}

const Today = ({ history }: { history: History }) => (
  <StateTag
    tone={history.today === 'company' ? 'success' : 'danger'}
    text={history.today === 'company' ? (history.company?.name ?? '') : responsibilityWords[history.today]}
  />
);

const Steps = ({ history }: { history: History }) => (
  <Timeline
    style={{ marginTop: 12 }}
    items={history.steps.map((step) => ({
      key: String(step.at),
      children: `${dateWords(step.day)} 起：${step.companyName ?? responsibilityWords[step.state]}`,
    }))}
  />
);
