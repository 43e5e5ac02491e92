import type { Refusal } from '../kernel/app-error';
import { addDays, dayInWords } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';
import { classesByDepth, type DueDays, type IntervalDays, intervalFor, resetsClock } from './plan.rules';

/** A visit that is planned but not made. */
export interface OpenVisit {
  id: string;
  class: MaintenanceClass;
  day: string;
}

const inOrder = (visits: readonly OpenVisit[]): OpenVisit[] =>
  [...visits].sort((one, other) => (one.day === other.day ? 0 : one.day < other.day ? -1 : 1));

/**
 * The law's day of each planned visit, rolled from the one planned before it; `null` where no clock runs. A visit that
 * is late already is made today at the earliest, as the planner reckons.
 * @basis 特种设备安全监察条例 第三十一条 (PLAN-05)
 */
export function rolledDue(
  due: DueDays,
  visits: readonly OpenVisit[],
  intervals: IntervalDays,
  today: string,
): Map<string, string | null> {
  const clocks: DueDays = { ...due };
  const found = new Map<string, string | null>();
  for (const visit of inOrder(visits)) {
    const [earliest = null] = classesByDepth.flatMap((clock) => clocks[clock] ?? []).sort();
    found.set(visit.id, earliest);
    for (const clock of classesByDepth) {
      if (!resetsClock(visit.class, clock)) continue;
      const next = addDays(visit.day < today ? today : visit.day, intervalFor(clock, intervals));
      const was = clocks[clock];
      // A visit never brings a due day forward.
      clocks[clock] = was !== null && was > next ? was : next;
    }
  }
  return found;
}

const refusal = (code: string, message: string): Refusal => ({ code: `plan.${code}`, message });

export interface ArrangementFacts {
  /** Name of the lift in sentences. */
  name: string;
  due: DueDays;
  /** What was planned for the lift, and what would be. */
  before: readonly OpenVisit[];
  after: readonly OpenVisit[];
  today: string;
}

/**
 * Why a lift's visits may not be arranged so: every reason. A company chooses its day within the law's; a lift that is
 * overdue already may only be visited earlier than planned until now. What stands too late already stops no other change.
 * @basis 泉鲤市监规〔2024〕1号 三(三) (PLAN-07, PLAN-10)
 */
export function refuseArrangement(facts: ArrangementFacts, intervals: IntervalDays): Refusal[] {
  const { name, before, after, today } = facts;
  const was = new Map(before.map((visit) => [visit.id, visit.day]));
  const due = rolledDue(facts.due, after, intervals, today);
  const dueBefore = rolledDue(facts.due, before, intervals, today);
  const taken = new Map<string, boolean>();
  const refusals: Refusal[] = [];
  for (const visit of inOrder(after)) {
    const old = was.get(visit.id);
    const isChanged = old !== visit.day;
    if (isChanged && visit.day < today)
      refusals.push(
        refusal('day_past', `${name}：${dayInWords(visit.day)} 已经过去，请选今天或以后的日期。`),
      );
    // Two on one day that nobody has touched are not this change's fault.
    if (taken.has(visit.day) && (isChanged || taken.get(visit.day)))
      refusals.push(refusal('same_day', `${name}：${dayInWords(visit.day)} 已经安排了一次维保。`));
    taken.set(visit.day, isChanged);
    const dues = { dueOn: due.get(visit.id) ?? null, wasDue: dueBefore.get(visit.id) ?? null, today };
    const reason = beyond(name, visit, old, dues);
    if (reason) refusals.push(reason);
  }
  return refusals;
}

function beyond(
  name: string,
  { day }: OpenVisit,
  old: string | undefined,
  { dueOn, wasDue, today }: { dueOn: string | null; wasDue: string | null; today: string },
): Refusal | null {
  if (dueOn === null || day <= dueOn) return null;
  // It stays where it was, too late as before: a clock went back since (a void record, a lost visit), not this change.
  if (old === day && wasDue !== null && day > wasDue && dueOn >= wasDue) return null;
  // What was late before and is not made later by this is not this change's fault.
  if (old !== undefined && day <= old && dueOn < today) return null;
  if (old === undefined && dueOn < today) return null;
  if (dueOn < today && day <= today) return null;
  if (old === day)
    return refusal(
      'next_beyond_due',
      `${name}：这样改后，${dayInWords(day)} 的下一次维保会晚于截止日 ${dayInWords(dueOn)}，请一并提前。`,
    );
  return refusal('beyond_due', `${name}：截止日是 ${dayInWords(dueOn)}，不能安排到 ${dayInWords(day)}。`);
}
