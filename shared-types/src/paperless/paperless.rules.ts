import type { Refusal } from '../kernel/app-error';
import { addDays, daysBetween } from '../kernel/time';
import { intervalFor } from '../plan/plan.rules';

/**
 * One decision about a company's paper records: from a day on, `stops` (true) or keeps them (false), on one lift or on all
 * lifts of the company, as far as they lie in the area of the office that decided.
 */
export interface PaperDecision {
  stops: boolean;
  /** Null: all lifts of the company. */
  liftId: string | null;
  /** Prefix of the division codes for which it was decided. */
  area: string;
  /** First day in force. */
  fromOn: string;
  decidedAt: number;
}

export type PaperState = 'not_needed' | 'confirmed' | 'keep';

/**
 * The decision in force about one lift on a day; null where nobody has decided yet. What came into force last prevails.
 * @param decisions of the company that maintains the lift; another company's confirmation is not handed down
 */
export function decisionInForce<D extends PaperDecision>(
  decisions: readonly D[],
  lift: { id: string; divisionCode: string },
  day: string,
): D | null {
  const about = decisions.filter(
    ({ liftId, area, fromOn }) =>
      fromOn <= day && (liftId === null || liftId === lift.id) && lift.divisionCode.startsWith(area),
  );
  const later = (a: D, b: D) =>
    a.fromOn > b.fromOn || (a.fromOn === b.fromOn && a.decidedAt > b.decidedAt) ? a : b;
  return about.length === 0 ? null : about.reduce(later);
}

/**
 * May paper stop? Where the city asks for no confirmation, the electronic record is valid by itself.
 * @basis 广州市监局 2021-04-08 四(六); TSG T5002—2017 第十条 (REC-10)
 */
export function paperStateOf(decision: PaperDecision | null, needsConfirmation: boolean): PaperState {
  if (!needsConfirmation) return 'not_needed';
  return decision?.stops ? 'confirmed' : 'keep';
}

/** How far electronic records cover a period, both ends counted. */
export interface Coverage {
  from: string;
  to: string;
  days: number;
  /** Days on which a counting record was not older than the longest half-monthly interval. */
  covered: number;
  records: number;
  lastOn: string | null;
}

/**
 * A day is covered by a record completed on it or within the fifteen days before it: as long as the law lets a lift go
 * without maintenance, one record speaks for it. Counted from records, never stated by anybody.
 * @param completedOn days of the records that count (neither invalid nor void), from fifteen days before `from` on; any order
 * @basis 特种设备安全监察条例 第三十一条 (REC-10)
 */
export function coverageOf(
  completedOn: readonly string[],
  { from, to }: { from: string; to: string },
  halfMonthDays: number,
): Coverage {
  const reach = intervalFor('half_month', { half_month: halfMonthDays, quarter: 0, half_year: 0, year: 0 });
  const days = daysBetween(from, to) + 1;
  const known = [...new Set(completedOn)].filter((day) => day <= to).sort();
  let covered = 0;
  let next = 0;
  for (const day of known) {
    const at = daysBetween(from, day);
    const first = Math.max(at, next);
    const last = Math.min(at + reach, days - 1);
    if (last < first) continue;
    covered += last - first + 1;
    next = last + 1;
  }
  const within = completedOn.filter((day) => day >= from && day <= to);
  return { from, to, days, covered, records: within.length, lastOn: known.at(-1) ?? null };
}

/** The period that is looked at: so many days up to yesterday, since today is not over. */
export const periodUntil = (today: string, days: number): { from: string; to: string } => ({
  from: addDays(today, -days),
  to: addDays(today, -1),
});

/** Every reason against an application at once. */
export function refuseApplication(facts: {
  needsConfirmation: boolean;
  /** A whole company without any lift has nothing to ask for. */
  lifts: number;
  confirmed: readonly string[];
  waiting: readonly string[];
}): Refusal[] {
  if (!facts.needsConfirmation)
    return [{ code: 'paperless.not_needed', message: '本市不要求确认，电子记录已经有效，不用申请。' }];
  const refusals: Refusal[] = [];
  if (facts.lifts === 0) refusals.push({ code: 'paperless.no_lifts', message: '没有可以申请的电梯。' });
  const some = (names: readonly string[]) =>
    `${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 台` : ''}`;
  if (facts.confirmed.length > 0)
    refusals.push({
      code: 'paperless.already_confirmed',
      field: 'liftIds',
      message: `${some(facts.confirmed)}已经确认免纸质，不用再申请。`,
    });
  if (facts.waiting.length > 0)
    refusals.push({
      code: 'paperless.already_waiting',
      field: 'liftIds',
      message: `${some(facts.waiting)}已有申请在等确认。`,
    });
  return refusals;
}
