import { dateInWords } from '@lifttrust/shared-types/kernel/time';
import {
  certificateItems,
  type PaperInfo,
  paperKindWords,
} from '@lifttrust/shared-types/paper/paper.contract';
import type { Tone } from '../../ui/card';

export const nameOfPaper = ({ kind, item }: PaperInfo): string =>
  item === 'T' || item === 'A' ? `${paperKindWords[kind]} · ${certificateItems[item]}` : paperKindWords[kind];

/** One word for where a paper stands, the most pressing first. */
export function stateOf({ state, counts, term, daysLeft }: PaperInfo): { tone: Tone; text: string } {
  if (state === 'rejected') return { tone: 'danger', text: '未通过' };
  if (state === 'ended') return { tone: 'plain', text: '已终止' };
  if (!counts) return { tone: 'warning', text: '待核验' };
  if (term === 'expired') return { tone: 'danger', text: '已过期' };
  if (term === 'expiring') return { tone: 'warning', text: `还有 ${daysLeft} 天` };
  return { tone: 'success', text: state === 'verified' ? '已核验' : '有效' };
}

export function linesOf(paper: PaperInfo): string {
  const { number, from, until, kind, reason, state, scan } = paper;
  const days = termOf(kind, from, until);
  const why = state === 'rejected' && reason ? `原因：${reason}` : '';
  const scanned = scan ? '' : '没有扫描件';
  return [number, days, why, scanned].filter((part) => part !== '').join(' · ');
}

function termOf(kind: PaperInfo['kind'], from: string | null, until: string | null): string {
  if (until !== null)
    return from ? `${dateInWords(from)}至${dateInWords(until)}` : `有效期至${dateInWords(until)}`;
  return kind === 'employment' && from ? `${dateInWords(from)}起，无固定期限` : '';
}
