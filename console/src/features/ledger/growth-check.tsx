import { type Checkpoint, ledgerApi } from '@lifttrust/shared-types/ledger/ledger.contract';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call';
import { asError } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

const name = (logId: string) => `lifttrust.checkpoint.${logId}`;

function lastSeen(logId: string): Checkpoint | null {
  const kept = localStorage.getItem(name(logId));
  return kept ? JSON.parse(kept) : null;
}

/** Signature and growth, computed in this browser against what it saw itself the time before. */
async function judge(seen: Checkpoint | null, now: Checkpoint, publicKey: string): Promise<string | null> {
  const [{ isCheckpointGood }, { isConsistent }] = await Promise.all([
    import('@lifttrust/shared-types/proof/proof.signature'),
    import('@lifttrust/shared-types/proof/proof.merkle'),
  ]);
  if (!isCheckpointGood(now, publicKey)) return '最新检查点的签名不对。';
  if (!seen) return null;
  if (now.size < seen.size)
    return `日志变短了：上次 ${countWords(seen.size)} 条，现在只有 ${countWords(now.size)} 条。`;
  const path =
    now.size === seen.size ? [] : (await call(ledgerApi.consistency, { from: seen.size, to: now.size })).path;
  return isConsistent(seen, now, path) ? null : '现在的日志不包含上次看到的内容，旧条目被改过。';
}

export function GrowthCheck({ checkpoint, publicKey }: { checkpoint: Checkpoint; publicKey: string }) {
  const [seen] = useState(() => lastSeen(checkpoint.logId));
  const [outcome, setOutcome] = useState<{ problem: string | null } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);

  const check = async () => {
    setBusy(true);
    setError(null);
    try {
      const problem = await judge(seen, checkpoint, publicKey);
      // Only what has been found sound may become the yardstick of the next check.
      if (problem === null) localStorage.setItem(name(checkpoint.logId), JSON.stringify(checkpoint));
      setOutcome({ problem });
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const before = seen
    ? `这台电脑上次核对是 ${momentWords(seen.at)}，当时 ${countWords(seen.size)} 条。`
    : '这台电脑还没有核对过。核对后会记住这个检查点，下次与它比较。';
  return (
    <Section
      title="在本机核对"
      extra={
        <Button size="small" type="primary" loading={busy} onClick={check}>
          核对签名与增长
        </Button>
      }
    >
      <div className="quiet">{before}</div>
      <Refused error={error} />
      {outcome ? <Answer problem={outcome.problem} seen={seen} now={checkpoint} /> : null}
    </Section>
  );
}

function Answer({
  problem,
  seen,
  now,
}: {
  problem: string | null;
  seen: Checkpoint | null;
  now: Checkpoint;
}) {
  if (problem !== null) {
    return (
      <Alert
        style={{ marginTop: 12 }}
        type="error"
        showIcon
        message={problem}
        description="请保存本页，并报告系统管理单位。"
      />
    );
  }
  const grown = seen
    ? `从 ${countWords(seen.size)} 条到 ${countWords(now.size)} 条，只增不改。`
    : '下次来就能比较增长。';
  return <Alert style={{ marginTop: 12 }} type="success" showIcon message="签名有效" description={grown} />;
}
