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
        description={`核对于 ${momentWords(service.checkedAt)}。服务端算一遍，您的浏览器也算一遍。`}
      />
      <Checks service={service.checks} here={here} />
    </>
  );
}

const Mark = ({ who, check }: { who: string; check: Check | undefined }) => {
  if (!check) return null;
  return check.good ? (
    <span className="check__mark">
      <CheckCircleFilled aria-label="一致" /> {who}
    </span>
  ) : (
    <span className="check__mark check__mark--bad">
      <CloseCircleFilled aria-label="不一致" /> {who}
    </span>
  );
};

/** Each thing once, with both witnesses beside it; where they differ, both sentences. */
function Checks({ service, here }: { service: Check[]; here: Check[] }) {
  const labels = [...new Set([...service, ...here].map((check) => check.label))];
  return (
    <ul className="evidence">
      {labels.map((label) => {
        const theirs = service.find((check) => check.label === label);
        const ours = here.find((check) => check.label === label);
        const texts = [...new Set([theirs?.text, ours?.text])].filter((text) => text !== undefined);
        return (
          <li key={label} className="evidence__line check">
            <div>
              <b>{label}</b>
              {texts.map((text) => (
                <div key={text} className="evidence__text">
                  {text}
                </div>
              ))}
            </div>
            <div className="check__marks">
              <Mark who="服务端" check={theirs} />
              <Mark who="本机" check={ours} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
