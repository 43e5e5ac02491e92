import { dateInWords } from '@lifttrust/shared-types/kernel/time';
import type { ReportCard } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';

/** Until when the answer is owed, with the working days that are left; null where none is. */
export function replyTerm({ replyBy, replyInDays, lateness }: ReportCard): string | null {
  if (!replyBy) return null;
  const day = dateInWords(replyBy);
  if (replyInDays === null || lateness !== 'none') return day;
  return replyInDays === 0 ? `${day}，最后一天` : `${day}，还有 ${replyInDays} 个工作日`;
}
