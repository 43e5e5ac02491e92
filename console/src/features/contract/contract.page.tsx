import { FilePdfOutlined } from '@ant-design/icons';
import {
  type ContractDetail,
  contractApi,
  contractFilePath,
} from '@lifttrust/shared-types/contract/contract.contract';
import { Alert, Button, Descriptions } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { openInTab } from '../../lib/download';
import { asError, useLoad } from '../../lib/load';
import { dateWords, momentWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { ContractDecision } from './contract-decision';
import { ContractEnd } from './contract-end';
import { ContractLifts } from './contract-lifts';
import { ContractStateTag, termWords } from './contract-words';

export function Component() {
  const { contractId = '' } = useParams();
  const contract = useLoad(contractApi.show, { contractId });
  const [changed, setChanged] = useState<ContractDetail | null>(null);
  const shown = changed?.id === contractId ? changed : contract.data;
  return (
    <Page
      title={shown?.number ? `合同 ${shown.number}` : '维保合同'}
      back={{ to: '/contracts', text: '维保合同' }}
      note={shown ? `${shown.company.name} · ${shown.owner.name}` : undefined}
      actions={
        shown ? (
          <>
            <Pdf contract={shown} />
            <ContractEnd contract={shown} onChange={setChanged} />
            <ContractDecision contract={shown} onChange={setChanged} />
          </>
        ) : null
      }
    >
      <Read from={{ ...contract, data: shown }}>
        {(detail) => (
          <>
            <Notes contract={detail} />
            <Facts contract={detail} />
            <ContractLifts contract={detail} onChange={setChanged} />
          </>
        )}
      </Read>
    </Page>
  );
}

function Pdf({ contract }: { contract: ContractDetail }) {
  const [error, setError] = useState<Error | null>(null);
  const open = () =>
    openInTab(contractFilePath(contract.id)).catch((thrown: unknown) => setError(asError(thrown)));
  return (
    <>
      <Refused error={error} onClose={() => setError(null)} />
      <Button icon={<FilePdfOutlined />} onClick={() => void open()}>
        查看合同 PDF
      </Button>
    </>
  );
}

const Notes = ({ contract }: { contract: ContractDetail }) => (
  <>
    {contract.retroactive ? (
      <Alert
        showIcon
        type="warning"
        style={{ marginBottom: 12 }}
        message={`合同在生效之后才录入（${momentWords(contract.enteredAt)}）。录入之前各天由谁负责，以当时的登记为准，不因补录而改变。`}
      />
    ) : null}
    {contract.decision ? (
      <Alert
        showIcon
        type={contract.state === 'confirmed' ? 'success' : 'info'}
        style={{ marginBottom: 12 }}
        message={contract.decision}
      />
    ) : null}
  </>
);

const Facts = ({ contract }: { contract: ContractDetail }) => (
  <Section title="合同内容" extra={<ContractStateTag state={contract.state} />}>
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      styles={{ label: { width: 96 } }}
      items={[
        { key: 'company', label: '维保单位', children: contract.company.name },
        { key: 'owner', label: '使用单位', children: contract.owner.name },
        { key: 'term', label: '合同期限', children: termWords(contract.from, contract.until) },
        { key: 'signed', label: '签订日期', children: dateWords(contract.signedOn) },
        { key: 'frequency', label: '维保频次', children: contract.frequency },
        {
          key: 'price',
          label: '价格',
          children: contract.price || <span className="quiet">未填</span>,
        },
        { key: 'content', label: '内容要求', span: 2, children: <Long text={contract.content} /> },
        { key: 'terms', label: '权利义务', span: 2, children: <Long text={contract.terms} /> },
      ]}
    />
  </Section>
);

const Long = ({ text }: { text: string }) => <span style={{ whiteSpace: 'pre-line' }}>{text}</span>;
