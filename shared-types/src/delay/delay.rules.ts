import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { addDays, dayInWords, daysBetween } from '../kernel/time';
import { type DueDays, type IntervalDays, nextDue } from '../plan/plan.rules';
import type { MaintenanceClass } from '../visit/visit.contract';

/** Why a visit could not be made or its record not be sent in time (DLY-01). */
export const delayReasons = {
  natural_disaster: '自然灾害',
  emergency_control: '应急管控',
  area_closed: '区域封锁',
  access_refused: '使用单位拒绝或无法进入',
  building_works: '建筑施工或停电停水',
  other: '其他',
} as const;
export type DelayReason = keyof typeof delayReasons;

export type DelayState = 'submitted' | 'accepted' | 'not_accepted' | 'withdrawn';

/** One lift of an explanation, an axis of its own: none of these states moves a due day (DLY-03). */
export const delaySteps: Steps<DelayState> = {
  submitted: ['accepted', 'not_accepted', 'withdrawn'],
  accepted: ['not_accepted'],
  not_accepted: ['accepted'],
  withdrawn: [],
};

/** An explanation may follow the due day by so many days; a later one is taken and marked. */
export const lateAfterDays = 3;

/**
 * `before`: not later than the due day; `after`: within three days of it; `late`: later, taken but marked.
 * @basis 广州市监局 2021-04-08 四(五) (DLY-04)
 */
export function delayTiming(dueOn: string, submittedOn: string): 'before' | 'after' | 'late' {
  const days = daysBetween(dueOn, submittedOn);
  if (days <= 0) return 'before';
  return days <= lateAfterDays ? 'after' : 'late';
}

export interface DelayFacts {
  reason: DelayReason;
  evidence: number;
  today: string;
  expectedOn: string;
  lifts: readonly { place: string; dueOn: string | null }[];
}

/**
 * All reasons at once. Somebody else's refusal is proven: what was sent to the owner, a picture of the locked door.
 * @basis 广州市监局 2021-04-08 四(五) (DLY-02, DLY-05)
 */
export function refuseDelay({ reason, evidence, today, expectedOn, lifts }: DelayFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (expectedOn < today) {
    const message = '预计恢复维保的日期不能早于今天。';
    refusals.push({ code: 'delay.expected_in_past', field: 'expectedOn', message });
  }
  if (daysBetween(today, expectedOn) > mostDays) {
    const message = `预计恢复维保的日期不能晚于 ${mostDays} 天；障碍持续的，请到期前再次说明。`;
    refusals.push({ code: 'delay.expected_too_far', field: 'expectedOn', message });
  }
  if (reason === 'access_refused' && evidence === 0) {
    const message = '因使用单位拒绝或无法进入的，请上传已通知使用单位的证明。';
    refusals.push({ code: 'delay.proof_missing', field: 'fileIds', message });
  }
  for (const { place, dueOn } of lifts) {
    if (dueOn === null)
      refusals.push({
        code: 'delay.nothing_due',
        field: 'liftIds',
        message: `${place}没有维保期限，不需要说明。`,
      });
    else if (dueOn > expectedOn) {
      const message = `${place}的期限${dayInWords(dueOn)}在预计恢复日期之后，不需要说明。`;
      refusals.push({ code: 'delay.not_concerned', field: 'liftIds', message });
    }
  }
  return refusals;
}
const mostDays = 90;

/** The days a standing explanation speaks of: from the due day it was made for until the day work was expected. */
export interface Explained {
  dueOn: string;
  expectedOn: string;
  state: DelayState;
}

/**
 * Overdue with an explanation is overdue all the same; it is shown with its explanation, and only an accepted one
 * keeps the lift off the lists that punish (DLY-03). One explanation speaks for every cycle that falls due meanwhile.
 */
export function standingOf(
  dueOn: string | null,
  explanations: readonly Explained[],
): 'none' | 'explained' | 'accepted' {
  if (dueOn === null) return 'none';
  const about = explanations.filter((one) => one.dueOn <= dueOn && dueOn <= one.expectedOn);
  if (about.some(({ state }) => state === 'accepted')) return 'accepted';
  return about.some(({ state }) => state === 'submitted') ? 'explained' : 'none';
}

/** The first maintenance after the obstacle ended is made within so many days. */
export const recoveryDays = 3;

/**
 * Until when, and as which class, the first visit is made once the obstacle has gone: within three days, and as the
 * deepest class that fell due meanwhile. `due`: the clocks as they stood before that visit.
 * @basis DLY-06
 */
export function recovery(
  endedOn: string,
  due: DueDays,
  intervals: IntervalDays,
): { until: string; class: MaintenanceClass } {
  const until = addDays(endedOn, recoveryDays);
  const fallen = (['year', 'half_year', 'quarter'] as const).find((one) => (due[one] ?? until) < until);
  return { until, class: fallen ?? nextDue(due, intervals)?.class ?? 'half_month' };
}

/** Above this share of its lifts in one month a company's explanations are shown to the regulator (abuse). */
export const remarkableShare = 0.2;
