import {
  checkStateWords,
  findingStateWords,
  type QualityCheck,
  type QualityFinding,
} from '@lifttrust/shared-types/quality/quality.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const checkTones: Record<QualityCheck['state'], Tone> = {
  planned: 'brand',
  done: 'success',
  cancelled: 'plain',
};
const findingTones: Record<QualityFinding['state'], Tone> = {
  open: 'warning',
  answered: 'brand',
  closed: 'success',
};

export const CheckTag = ({ state }: { state: QualityCheck['state'] }) => (
  <StateTag tone={checkTones[state]} text={checkStateWords[state]} />
);

export const FindingTag = ({ finding: { state, overdue } }: { finding: QualityFinding }) =>
  overdue ? (
    <StateTag tone="danger" text={`${findingStateWords[state]}，已逾期`} />
  ) : (
    <StateTag tone={findingTones[state]} text={findingStateWords[state]} />
  );

/** 3 项，2 项未关闭 */
export function findingsInWords({ state, items, findings }: QualityCheck): string {
  if (state !== 'done') return '—';
  if (findings.length === 0) return `${items.length} 项全部合格`;
  const open = findings.filter((one) => one.state !== 'closed').length;
  return `${findings.length} 项不合格，${open === 0 ? '全部关闭' : `${open} 项未关闭`}`;
}
