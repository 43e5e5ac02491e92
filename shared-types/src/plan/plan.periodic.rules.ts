import type { CityParameters } from '../city/city.parameters';
import { addDays, addMonths, dayInWords, daysBetween, laterOf } from '../kernel/time';
import { annexOf } from '../lift/lift.codes';
import type { LiftType } from '../lift/lift.contract';

/** What falls due beside the four classes, each with a clock of its own. */
export const periodicItems = {
  governor: '限速器动作速度校验',
  water: '防灌水保护装置检查（D-2-05）',
  heating: '梯级踏板加热装置检查（D-3-12）',
  self_inspection: '年度自行检查',
} as const;
export type PeriodicItem = keyof typeof periodicItems;

export interface PeriodicFacts {
  type: LiftType;
  /** Day of 使用登记 or putting into use. */
  startedOn: string | null;
  /** Since when the governor has been in use; null: as long as the lift. A governor may be younger than its lift. */
  governorSince: string | null;
  /** From this day on the platform knows everything: nothing is asked for that lies before it. */
  knownFrom: string;
  nextInspectionOn: string | null;
  /** Item codes that this lift does not have (不涉及, with a reason in a record). */
  absentItems: readonly string[];
  /** Day on which each was done last. */
  last: Partial<Record<PeriodicItem, string>>;
}

export interface PeriodicDue {
  item: PeriodicItem;
  dueOn: string;
  /** Set when a fact was missing and the stricter reading was taken. */
  assumed: string | null;
}

const earlier = (one: string, other: string): string => (one < other ? one : other);
const years = (day: string, count: number): string => addMonths(day, 12 * count);

/** Full years of use after which the governor of a traction lift is calibrated every year. */
export const governorYears = 15;

/**
 * Traction lifts: every two years while the governor is not older than fifteen years, then yearly; at no moment may a
 * governor over fifteen lie further back than a year. Hydraulic: two years. Service lifts: five. Escalators have none.
 * @basis TSG T5002-2017 A-4-06, B-4-04, C-4-06, from 2017-08-01 (PLAN-11)
 */
export function governorDueOn(facts: PeriodicFacts): PeriodicDue | null {
  const annex = annexOf(facts.type);
  if (annex === null || annex === 'D') return null;
  const since = facts.governorSince ?? facts.startedOn;
  const from = facts.last.governor ?? since;
  if (from === null) {
    const assumed = '没有限速器校验日期和启用日期，按尚未校验处理';
    return { item: 'governor', dueOn: facts.knownFrom, assumed };
  }
  const dueOn = annex === 'A' ? tractionGovernorDueOn(from, since) : years(from, annex === 'B' ? 2 : 5);
  const unknownAge = annex === 'A' && since === null;
  return { item: 'governor', dueOn, assumed: unknownAge ? '没有限速器的启用日期，按每年校验' : null };
}

function tractionGovernorDueOn(from: string, since: string | null): string {
  if (since === null) return years(from, 1);
  return earlier(years(from, 2), laterOf(years(from, 1), years(since, governorYears)));
}

/** The first year whose season has not been served yet by what was done last, or by being known or in use too late. */
function firstSeason(seasonOn: string, aheadDays: number, last: string | undefined, anchor: string): string {
  const from = last ?? anchor;
  let season = `${Number(from.slice(0, 4)) - 1}-${seasonOn}`;
  // Work serves a season from so many days ahead of it; late work serves the season that has begun.
  const served = (day: string) => (last === undefined ? day <= anchor : addDays(day, -aheadDays) <= last);
  while (served(season)) season = years(season, 1);
  return season;
}

/**
 * Done before the season begins, so that the last day is the day before; late work serves the season that has begun.
 * @basis TSG T5002-2017 D-2-05 (“雨季到来之前必须完成”), D-3-12 (“冬季到来之前必须完成”) (PLAN-11)
 */
export function seasonalDueOn(
  item: 'water' | 'heating',
  facts: PeriodicFacts,
  plan: CityParameters['plan'],
): PeriodicDue | null {
  const code = item === 'water' ? 'D-2-05' : 'D-3-12';
  if (annexOf(facts.type) !== 'D' || facts.absentItems.includes(code)) return null;
  const seasonOn = item === 'water' ? plan.rainySeasonOn : plan.winterOn;
  const anchor = laterOf(facts.startedOn ?? facts.knownFrom, facts.knownFrom);
  const season = firstSeason(seasonOn, plan.aheadDays, facts.last[item], anchor);
  return { item, dueOn: addDays(season, -1), assumed: null };
}

/**
 * At least once a year, and within the days ahead of the periodical inspection, the day before it at the latest.
 * @basis TSG T5002-2017 第五条(九), from 2017-08-01 (PLAN-12)
 */
export function selfInspectionDueOn(facts: PeriodicFacts, plan: CityParameters['plan']): PeriodicDue | null {
  const { nextInspectionOn: inspection } = facts;
  const last = facts.last.self_inspection;
  const from = last ?? facts.startedOn;
  const served = inspection !== null && last !== undefined && last >= addDays(inspection, -plan.aheadDays);
  const before = inspection === null || served ? null : addDays(inspection, -1);
  const yearly = from === null ? null : years(from, 1);
  const dueOn = before !== null && yearly !== null ? earlier(before, yearly) : (before ?? yearly);
  return dueOn === null ? null : { item: 'self_inspection', dueOn, assumed: null };
}

/**
 * Everything of one lift that falls due beside its four classes, earliest first.
 * @basis TSG T5002-2017 附件A–D, 第五条(九) (PLAN-11, PLAN-12)
 */
export function periodicDue(facts: PeriodicFacts, plan: CityParameters['plan']): PeriodicDue[] {
  const all = [
    governorDueOn(facts),
    seasonalDueOn('water', facts, plan),
    seasonalDueOn('heating', facts, plan),
    selfInspectionDueOn(facts, plan),
  ];
  return all
    .flatMap((due) => due ?? [])
    .sort((one, other) => (one.dueOn === other.dueOn ? 0 : one.dueOn < other.dueOn ? -1 : 1));
}

/** An item as a company is asked for it. */
export interface PeriodicAsked extends PeriodicDue {
  name: string;
  lastOn: string | null;
}

/**
 * What a company is asked for: as `periodicDue`, but what would have fallen due before the platform knew the lift, and
 * of which it knows no date, is asked for from that day on, and says why.
 * @basis TSG T5002-2017 附件A–D, 第五条(九) (PLAN-11, PLAN-12)
 */
export const periodicAsked = (facts: PeriodicFacts, plan: CityParameters['plan']): PeriodicAsked[] =>
  periodicDue(facts, plan)
    .map((due) => {
      const lastOn = facts.last[due.item] ?? null;
      const unknown = lastOn === null && due.dueOn < facts.knownFrom;
      const assumed =
        due.assumed ?? (unknown ? '平台上没有以前的日期，按还没有做处理；做过的请补登记' : null);
      return {
        ...{ ...due, dueOn: laterOf(due.dueOn, unknown ? facts.knownFrom : due.dueOn), assumed },
        ...{ name: periodicItems[due.item], lastOn },
      };
    })
    .sort((one, other) => (one.dueOn === other.dueOn ? 0 : one.dueOn < other.dueOn ? -1 : 1));

/**
 * One sentence about an item: when it falls due and with which visit it is done; `plannedOn` null: with none of the
 * month, undefined: nobody has planned.
 */
export function periodicInWords(asked: PeriodicAsked, today: string, plannedOn?: string | null): string {
  const { name, dueOn, assumed } = asked;
  const state = dueOn < today ? `${dayInWords(dueOn)} 已超期` : `${dayInWords(dueOn)} 到期`;
  const due = assumed === null ? `${name} ${state}` : `${name}：${assumed}`;
  if (plannedOn === undefined) return `${due}。`;
  return plannedOn === null
    ? `${due}，到期前没有排到维保，请单独安排。`
    : `${due}，${dayInWords(plannedOn)} 维保时一并完成。`;
}

export interface PeriodicStage {
  /** Told under the same key it is not told again. */
  key: string;
  /** `ahead`: so many days before; `passed`: it is overdue; `unknown`: a date is missing. */
  kind: 'ahead' | 'passed' | 'unknown';
  days: number;
}

/**
 * What is to be told about an item on a day: the latest stage only, and each once. Of an item whose date nobody knows
 * it is told once that it is missing; nobody is called overdue for it.
 * @basis DECISIONS 30 (PLAN-11, PLAN-12)
 */
export function periodicStage(
  { item, dueOn, assumed }: PeriodicAsked,
  today: string,
  remindDays: readonly number[],
): PeriodicStage | null {
  const days = daysBetween(today, dueOn);
  if (assumed !== null) return days > 0 ? null : { key: `unknown/${item}/${dueOn}`, kind: 'unknown', days };
  if (days < 0) return { key: `passed/${item}/${dueOn}`, kind: 'passed', days };
  const [nearest] = remindDays.filter((ahead) => days <= ahead).sort((one, other) => one - other);
  return nearest === undefined
    ? null
    : { key: `ahead-${nearest}/${item}/${dueOn}`, kind: 'ahead', days: nearest };
}

/** A category of lift that the company maintains. */
export interface DrillFacts {
  type: LiftType;
  /** Since when the company has maintained a lift of this category. */
  since: string;
  lastDrillOn: string | null;
}

/**
 * The last day for the next emergency drill of each category maintained: six months after the last one, or after the
 * first lift of that category was taken over.
 * @basis TSG T5002-2017 第五条(三) (每半年至少针对本单位维保的不同类别(类型)电梯进行一次应急演练) (PLAN-12)
 */
export const drillsDue = (categories: readonly DrillFacts[]): { type: LiftType; dueOn: string }[] =>
  categories.map(({ type, since, lastDrillOn }) => ({
    type,
    dueOn: addMonths(lastDrillOn === null ? since : lastDrillOn, 6),
  }));
