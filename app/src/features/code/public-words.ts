import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { LiftState } from '@lifttrust/shared-types/lift/lift.contract';
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

const halted: Partial<Record<LiftState, string>> = {
  suspended: '这台电梯已停用',
  paused: '这台电梯暂停使用',
  deregistered: '这台电梯已注销',
  scrapped: '这台电梯已报废',
};

/** Null while it is in use. A day that has passed is no promise any more. */
export function stoppedInWords({ state, stoppedUntil, queriedAt }: PublicLift): string | null {
  if (stoppedUntil)
    return stoppedUntil < dayOf(queriedAt)
      ? `停用中，原定 ${farDayInWords(stoppedUntil)} 恢复，还没有修好`
      : `停用中，预计 ${farDayInWords(stoppedUntil)} 恢复`;
  return halted[state] ?? null;
}

/** What the owner said to a valid record; silence is called silence. */
export const ownerSaid = ({ validity, ownerAnswer }: PublicLift['visits'][number]) =>
  validity === 'valid' ? ownerWords[ownerAnswer] : undefined;

const ownerWords: Record<OwnerAnswer, string> = {
  pending: '等待使用单位确认',
  signed: '使用单位已签字确认',
  returned: '使用单位已退回',
  defaulted: '使用单位逾期默认确认（不是本人签名）',
  signed_late: '使用单位逾期后补签',
};

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
