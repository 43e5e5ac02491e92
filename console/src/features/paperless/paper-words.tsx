import {
  type PaperCoverage,
  type PaperStanding,
  paperStateWords,
} from '@lifttrust/shared-types/paperless/paperless.contract';
import { dateWords } from '../../lib/words';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Record<PaperStanding['state'], Tone> = {
  not_needed: 'success',
  confirmed: 'success',
  keep: 'warning',
};

export const PaperTag = ({ state }: { state: PaperStanding['state'] }) => (
  <StateTag tone={tones[state]} text={paperStateWords[state]} />
);

/** Since when and by whose word; what changes later. */
export function sinceWords({ state, since, by, wholeCompany, keepFrom }: PaperStanding): string {
  if (state === 'not_needed') return '本市不要求确认';
  if (since === null) return '还没有确认过';
  const scope = wholeCompany ? '全部电梯' : '这一台';
  if (state === 'keep') return `${dateWords(since)}起恢复纸质，${by ?? ''}决定（${scope}）`;
  const ends = keepFrom ? `；${dateWords(keepFrom)}起恢复纸质` : '';
  return `${dateWords(since)}起，${by ?? ''}确认（${scope}）${ends}`;
}

/** Rounded down: what is not complete never reads as 100 %. */
export const shareWords = (covered: number, days: number): string =>
  `${days === 0 ? 0 : Math.floor((covered / days) * 1000) / 10}%`;

export const coverageWords = ({ covered, days, late }: PaperCoverage): string =>
  `${covered} / ${days} 天${late > 0 ? `，迟传 ${late} 次` : ''}`;

export const coverageNote = '一份记录覆盖完成当天及其后 15 天；由系统按记录计算，无效和作废的不算。';
