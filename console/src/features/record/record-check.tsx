import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { ProofPackage } from '@lifttrust/shared-types/ledger/ledger.contract';
import { recordPackagePath } from '@lifttrust/shared-types/record/record.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { call, fetchBytes } from '../../lib/call';
import { asError } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import './evidence.css';

interface Check {
  label: string;
  good: boolean;
  text: string;
}

interface Outcome {
  service: { sound: boolean; checks: Check[]; checkedAt: number };
  here: Check[];
}

/** The same proof once more, in this browser: the service need not be believed about itself. */
async function checkHere(recordId: string): Promise<Check[]> {
  const { checkPackage } = await import('@lifttrust/shared-types/proof/proof.package');
  const proof: ProofPackage = JSON.parse(await (await fetchBytes(recordPackagePath(recordId))).text());
  return checkPackage(proof);
}

export function RecordCheck({ recordId }: { recordId: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);

  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      const [service, here] = await Promise.all([
        call(supervisionApi.verifyRecord, { recordId }),
        checkHere(recordId),
      ]);
      setOutcome({ service, here });
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section
      title="核对"
      extra={
        <Button size="small" type="primary" loading={busy} onClick={check}>
          当场核对
        </Button>
      }
    >
      <Refused error={error} />
      {outcome ? (
        <Answer outcome={outcome} />
      ) : (
        <div className="quiet">重新计算摘要、路径与签名，看这份记录封存后有没有被改过。</div>
      )}
    </Section>
  );
}

function Answer({ outcome: { service, here } }: { outcome: Outcome }) {
  const sound = service.sound && here.every((check) => check.good);
  return (
    <>
      <Alert
        showIcon
        type={sound ? 'success' : 'error'}
        message={sound ? '核对一致：封存后没有被改过' : '核对不一致：请保全证据，不要依据这份记录作决定'}
        description={`核对于 ${momentWords(service.checkedAt)}`}
      />
      <Checks title="服务端核对" checks={service.checks} />
      <Checks title="本机核对，在您的浏览器里重算" checks={here} />
    </>
  );
}

const Checks = ({ title, checks }: { title: string; checks: Check[] }) => (
  <>
    <div style={{ marginTop: 12, fontWeight: 600 }}>{title}</div>
    <ul className="evidence">
      {checks.map((check) => (
        <li key={check.label + check.text} className="evidence__line">
          {check.good ? (
            <CheckCircleFilled aria-label="一致" />
          ) : (
            <CloseCircleFilled aria-label="不一致" style={{ color: 'var(--danger-text)' }} />
          )}
          <div>
            <b>{check.label}</b>
            <div className="evidence__text">{check.text}</div>
          </div>
        </li>
      ))}
    </ul>
  </>
);
