import type { ImportProgress, ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { Alert, Progress } from 'antd';
import { countWords } from '../../lib/words';
import { Section } from '../../ui/page';

/** Without any progress for so long, something is in the way; the service tries again by itself. */
const stalledMs = 40_000;

function timeWords(seconds: number): string {
  if (seconds < 60) return `约 ${Math.max(1, seconds)} 秒`;
  return `约 ${Math.ceil(seconds / 60)} 分钟`;
}

function paceWords({ done, total, rowsPerSecond, secondsLeft }: ImportProgress): string {
  const parts = [`${countWords(done)} / ${countWords(total)} 行`];
  if (rowsPerSecond !== null) parts.push(`每秒 ${countWords(rowsPerSecond)} 行`);
  if (secondsLeft !== null) parts.push(`还要${timeWords(secondsLeft)}`);
  return parts.join(' · ');
}

const notes = {
  checking: '只核对，不改动台账。可以离开本页，核对会继续；回到本页就能看到结果。',
  committing:
    '分批写入，每行只写一次。可以离开本页；服务重新启动后也会接着写。停止后，已写入的行保留在台账里。',
};

/** A check or commit under way: how far, how fast, how long. */
export function ImportRunning({ run, progress }: { run: ImportRun; progress: ImportProgress }) {
  const stage = run.state === 'checking' ? 'checking' : 'committing';
  const percent = progress.total === 0 ? 100 : Math.floor((progress.done / progress.total) * 100);
  const isStalled = Date.now() - progress.at > stalledMs;
  return (
    <Section title={stage === 'checking' ? '正在逐行核对' : '正在写入台账'}>
      <Progress percent={percent} status="active" aria-label={`已完成百分之 ${percent}`} />
      <p aria-live="polite">{paceWords(progress)}</p>
      <p className="quiet">{notes[stage]}</p>
      {isStalled ? (
        <Alert showIcon type="warning" message="暂时没有进展，系统会自动重试，已写入的行不会重复。" />
      ) : null}
    </Section>
  );
}
