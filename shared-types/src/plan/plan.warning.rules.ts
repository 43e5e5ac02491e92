import type { CityParameters } from '../city/city.parameters';
import { addDays, dayInWords, endOfDay, startOfDay } from '../kernel/time';
import { daysOverdue, soonDays } from './plan.rules';

/** What is known about one lift's next visit when somebody asks what is to be told. */
export interface WarningFacts {
  /** The company's day; null while no visit is planned. */
  plannedOn: string | null;
  /** The law's day; null where nothing is known. */
  dueOn: string | null;
  /** The visit has been submitted and its record counts. */
  done: boolean;
  /** Not in use (停用, 查封): nothing is due. */
  suspended: boolean;
  /** Keys of what has been told about this lift before. */
  sent: readonly string[];
}

export type WarningKind = 'reminder' | 'planned_passed' | 'due_passed' | 'escalated';

export interface PlanWarning {
  kind: WarningKind;
  /** Says once and for all what this is: told under the same key it is not told again. */
  key: string;
  level: 'plain' | 'yellow' | 'red';
  /** From this instant on. */
  at: number;
  /** Who hears of it besides the technicians who are to go. */
  company: boolean;
  owner: boolean;
  /** How many regulators hear of it, from the district upwards: 0 none, 1 the district, 2 also the one above it… */
  regulators: number;
  text: string;
}

const hourMs = 3_600_000;

function reminders(facts: WarningFacts, plan: CityParameters['plan']): PlanWarning[] {
  const day = facts.plannedOn ?? facts.dueOn;
  if (day === null) return [];
  const word = facts.plannedOn === null ? '截止日' : '计划日';
  return plan.remindDays.map((before) => ({
    kind: 'reminder',
    key: `reminder-${before}/${day}`,
    level: 'plain',
    at: startOfDay(addDays(day, -before)) + plan.remindHour * hourMs,
    company: true,
    owner: false,
    regulators: 0,
    text: before === 0 ? `今天是${word}。` : `离${word}（${dayInWords(day)}）还有 ${before} 天。`,
  }));
}

function plannedPassed({ plannedOn, dueOn }: WarningFacts): PlanWarning[] {
  if (plannedOn === null) return [];
  const rest = dueOn === null ? '请尽快完成。' : `截止日是 ${dayInWords(dueOn)}，请在此前完成。`;
  return [
    {
      kind: 'planned_passed',
      key: `planned_passed/${plannedOn}`,
      level: 'yellow',
      at: endOfDay(plannedOn),
      company: true,
      owner: false,
      regulators: 0,
      text: `计划日 ${dayInWords(plannedOn)} 已过，还没有完成。${rest}`,
    },
  ];
}

function duePassed({ dueOn }: WarningFacts, plan: CityParameters['plan']): PlanWarning[] {
  if (dueOn === null) return [];
  const red = (kind: WarningKind, after: number, regulators: number, text: string): PlanWarning => ({
    kind,
    key: after === 0 ? `due_passed/${dueOn}` : `escalated-${after}/${dueOn}`,
    level: 'red',
    at: endOfDay(addDays(dueOn, after)),
    company: true,
    owner: true,
    regulators,
    text,
  });
  const steps = [...plan.escalateDays].sort((one, other) => one - other);
  const passed = `截止日 ${dayInWords(dueOn)} 已过，维保已超期。`;
  return [
    red('due_passed', 0, 1, passed),
    ...steps.map((days, index) =>
      red('escalated', days, index + 2, `${passed}又过了 ${days} 天仍未完成，已报上一级监管部门。`),
    ),
  ];
}

/** Everything that is told about a visit nobody makes, in the order of its instants; the graver of one instant last. */
export function warningSteps(facts: WarningFacts, plan: CityParameters['plan']): PlanWarning[] {
  if (facts.done || facts.suspended) return [];
  const steps = [...reminders(facts, plan), ...plannedPassed(facts), ...duePassed(facts, plan)];
  // The sort is stable, and the steps come plain, yellow, red.
  return steps.sort((one, other) => one.at - other.at);
}

/**
 * The one warning to be told now, or null. A function of the facts alone: whether yesterday's job ran changes nothing,
 * and of what was missed only the latest is told. Each graver one is also told to everybody whom the missed ones would
 * have reached; that the law's day has passed is told even when a visit planned since has been reminded of later.
 * @basis 泉鲤市监规〔2024〕1号 三(三); DECISIONS 30 (PLAN-07, PLAN-08)
 */
export function warningDue(
  facts: WarningFacts,
  now: number,
  plan: CityParameters['plan'],
): PlanWarning | null {
  const passed = warningSteps(facts, plan).filter(({ at }) => at <= now);
  const red = passed.filter(({ level }) => level === 'red').at(-1);
  const latest = passed.at(-1);
  return [red, latest].find((warning) => warning && !facts.sent.includes(warning.key)) ?? null;
}

/** When the next warning will be due if nothing happens, for a job that does not want to look at every lift. */
export function nextWarningAt(facts: WarningFacts, now: number, plan: CityParameters['plan']): number | null {
  return warningSteps(facts, plan).find(({ at }) => at > now)?.at ?? null;
}

/**
 * The regulators that a warning reaches. `chain`: from the district that answers for the lift up to the city; above
 * the city nobody is told.
 */
export const regulatorsTold = <Area>(warning: PlanWarning, chain: readonly Area[]): Area[] =>
  chain.slice(0, warning.regulators);

export type PlanState = 'done' | 'suspended' | 'overdue' | 'late' | 'soon' | 'fine' | 'unknown';

/**
 * How a planned visit stands on a day: late (yellow) once its planned day has passed, overdue (red) once the due day
 * has.
 * @basis 泉鲤市监规〔2024〕1号 三(三) (PLAN-07)
 */
export function planState(facts: Omit<WarningFacts, 'sent'>, today: string): PlanState {
  const { plannedOn, dueOn } = facts;
  if (facts.done) return 'done';
  if (facts.suspended) return 'suspended';
  if (dueOn !== null && daysOverdue(dueOn, today) > 0) return 'overdue';
  if (plannedOn !== null && plannedOn < today) return 'late';
  const next = plannedOn ?? dueOn;
  if (next === null) return 'unknown';
  return next <= addDays(today, soonDays) ? 'soon' : 'fine';
}
