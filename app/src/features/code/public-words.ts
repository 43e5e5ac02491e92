import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import {
  type OwnerAnswer,
  type RecordStanding,
  standingWords,
  type Validity,
  validityWords,
} from '@lifttrust/shared-types/record/record.contract';
import type { Tone } from '../../ui/card';

/** What a passenger should take from the equipment grade (DECISIONS 35). A city with a scale of its own shows the bare word. */
const gradeWords: Record<string, { tone: Tone; text: string }> = {
  正常: { tone: 'success', text: '最近一次检查，没有发现需要处理的问题。' },
  关注: { tone: 'warning', text: '有部件需要留意，维保单位正在跟踪。' },
  需修理: { tone: 'warning', text: '有部件需要修理，请留意现场提示。' },
  停用: { tone: 'danger', text: '这台电梯已停用，请不要乘坐。' },
};

export const gradeInWords = (grade: string | null): { tone: Tone; text: string } =>
  gradeWords[grade ?? ''] ?? { tone: 'plain', text: grade ? '' : '还没有评定。' };

/** With its year: an inspection may lie far off. */
export const farDayInWords = (day: string): string => `${day.slice(0, 4)}年${dayInWords(day)}`;

/** Whether maintenance is in time, as one line; a record still being checked is never called maintained (DIS). */
export function maintenanceInWords({ maintenance }: PublicLift): { tone: Tone; title: string; line: string } {
  const last = maintenance.lastOn ? `上次维保：${dayInWords(maintenance.lastOn)}。` : '还没有维保记录。';
  if (maintenance.underCheck) return { tone: 'warning', title: '最近一次维保正在核查', line: last };
  if (maintenance.overdue) return { tone: 'danger', title: '维保已经逾期', line: last };
  if (!maintenance.dueOn) return { tone: 'plain', title: '维保日期待补', line: last };
  return {
    tone: 'success',
    title: '维保按时',
    line: `${last}下次应在 ${dayInWords(maintenance.dueOn)} 或之前。`,
  };
}

export const validityTones: Record<Validity, Tone> = {
  draft: 'plain',
  submitted: 'plain',
  valid: 'success',
  suspect: 'warning',
  invalid: 'danger',
};

export const ownerAnswerTones: Record<OwnerAnswer, Tone> = {
  pending: 'plain',
  signed: 'success',
  returned: 'danger',
  defaulted: 'warning',
  signed_late: 'success',
};

/** A record in one word: void before everything else, then whether it is valid. */
export const standingInWords = ({
  standing,
  validity,
}: {
  standing: RecordStanding;
  validity: Validity;
}): { text: string; tone: Tone } =>
  standing === 'voided'
    ? { text: standingWords.voided, tone: 'danger' }
    : { text: validityWords[validity], tone: validityTones[validity] };
