import { arePublished, type Calendar, isWorkingDay } from '@lifttrust/shared-types/calendar/calendar.rules';
import { addDays, addMonths, dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { PlanDay, Proposal, Proposed, Replanned } from '@lifttrust/shared-types/plan/plan.contract';
import { type PeriodicAsked, periodicInWords } from '@lifttrust/shared-types/plan/plan.periodic.rules';
import type { MonthPlan, ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import type { Replan } from '@lifttrust/shared-types/plan/plan.replan';
import { buildingOf, type CompanyFacts } from './plan.facts';
import type { OpenRow, PlanLiftRow } from './plan.lift.query';
import type { Absence } from './plan.teams';

export const liftWords = (lift: PlanLiftRow | undefined, liftId: string) => ({
  liftId,
  place: lift?.place ?? '',
  ownNumber: lift?.ownNumber ?? '',
});

export const planDay = (day: string, minutes: number, calendar: Calendar): PlanDay => ({
  day,
  working: isWorkingDay(day, calendar),
  holiday: calendar.daysOff.get(day) ?? '',
  minutes,
});

/** From the first to the last day of a month, and whether its calendar is known. */
export function daysOfMonth(month: string, calendar: Calendar): { days: string[]; published: boolean } {
  const [first, end] = [`${month}-01`, addMonths(`${month}-01`, 1)];
  const days: string[] = [];
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day);
  return { days, published: arePublished(first, addDays(end, 16), calendar) };
}

export const crewOf = (
  facts: CompanyFacts,
  liftId: string,
  teamId: string,
  day: string,
  without: string | null = null,
) => {
  const lift = facts.lifts.get(liftId);
  const place = (lift && buildingOf(lift)) || liftId;
  return facts.teams.crewFor(teamId, place, day, without).map(({ id, name }) => ({ id, name }));
};

/** How many visits lie before the month that was asked for: they cannot wait for it. */
export function madeUpFor(month: string, visits: readonly ProposedVisit[]): string[] {
  const first = `${month}-01`;
  const count = visits.filter(({ plannedOn }) => plannedOn < first).length;
  return count === 0
    ? []
    : [`有 ${count} 次维保要赶在 ${dayInWords(first)} 之前做，已从今天起补排在前面，请一并采用。`];
}

const proposed = (facts: CompanyFacts, visit: ProposedVisit, without: string | null = null): Proposed => ({
  ...visit,
  ...liftWords(facts.lifts.get(visit.liftId), visit.liftId),
  people: crewOf(facts, visit.liftId, visit.teamId, visit.plannedOn, without),
});

/** A plan as people read it, with names instead of numbers. */
export function proposalOf(
  facts: CompanyFacts,
  plan: MonthPlan,
  periodic: ReadonlyMap<string, PeriodicAsked[]> = new Map(),
): Proposal {
  const { calendar } = facts.planner;
  const words = (liftId: string) => liftWords(facts.lifts.get(liftId), liftId);
  const visits = plan.visits.map((visit) => proposed(facts, visit));
  return {
    month: plan.month,
    visits,
    unplanned: plan.unplanned.map((one) => ({ ...one, ...words(one.liftId) })),
    raises: plan.raises.map((one) => ({ ...one, ...words(one.liftId) })),
    days: plan.days.map(({ day, minutes }) => planDay(day, minutes, calendar)),
    peakToMean: plan.peakToMean,
    notes: plan.notes,
    periodic: periodicWith(facts, plan.month, visits, periodic),
    calendarPublished: daysOfMonth(plan.month, calendar).published,
    teams: facts.teams.shown,
  };
}

/** Which visit each periodic item is done with; the visit says so too. */
function periodicWith(
  facts: CompanyFacts,
  month: string,
  visits: readonly Proposed[],
  periodic: ReadonlyMap<string, PeriodicAsked[]>,
): Proposal['periodic'] {
  const { today } = facts.planner;
  const end = addMonths(`${month}-01`, 1);
  const of = new Map<string, Proposed[]>();
  for (const visit of visits) of.set(visit.liftId, [...(of.get(visit.liftId) ?? []), visit]);
  const found: Proposal['periodic'] = [];
  for (const [liftId, all] of periodic)
    for (const asked of all.filter(({ dueOn }) => dueOn < end)) {
      const mine = of.get(liftId) ?? [];
      const days = [
        ...mine.map(({ plannedOn }) => plannedOn),
        ...(facts.open.get(liftId) ?? []).map(({ day }) => day),
      ];
      const plannedOn = dayFor(
        asked.dueOn,
        days.filter((day) => day >= today),
      );
      const text = periodicInWords(asked, today, plannedOn);
      mine.find((visit) => visit.plannedOn === plannedOn)?.why.push(text.replace(/。$/, ''));
      found.push({ ...periodicShape(asked, facts.lifts.get(liftId), liftId, today), text, plannedOn });
    }
  return found.sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
}

/** The last day that is in time; of what is late already, the first. */
function dayFor(dueOn: string, days: readonly string[]): string | null {
  const ordered = [...days].sort();
  return ordered.filter((day) => day <= dueOn).at(-1) ?? ordered[0] ?? null;
}

export const periodicShape = (
  asked: PeriodicAsked,
  lift: PlanLiftRow | undefined,
  liftId: string,
  today: string,
) => ({
  ...liftWords(lift, liftId),
  ...{ item: asked.item, name: asked.name, dueOn: asked.dueOn, assumed: asked.assumed, lastOn: asked.lastOn },
  isOverdue: asked.assumed === null && asked.dueOn < today,
  text: periodicInWords(asked, today),
});

/** Who is away, and which visits the person who is away was to make. */
export interface Disturbance {
  absence: Absence;
  going: ReadonlySet<string>;
}

/** What would change: visits that move, those needed besides, those no longer needed. */
export function replannedOf(
  facts: CompanyFacts,
  plan: Replan,
  movable: readonly OpenRow[],
  disturbance: Disturbance,
): Replanned {
  const planned = new Map(movable.map((visit) => [`${visit.liftId} ${visit.day}`, visit]));
  const visits = new Map(plan.visits.map((visit) => [`${visit.liftId} ${visit.plannedOn}`, visit]));
  const away = new Set(disturbance.absence.days);
  const without = (day: string) => (away.has(day) ? disturbance.absence.personId : null);
  const moves: Replanned['moves'] = [];
  const added: Proposed[] = [];
  for (const { liftId, from, to } of plan.moves) {
    const visit = visits.get(`${liftId} ${to.plannedOn}`);
    const old = from && planned.get(`${liftId} ${from.plannedOn}`);
    if (!visit) continue;
    const shape = proposed(facts, visit, without(visit.plannedOn));
    if (!old) added.push(shape);
    else moves.push({ ...shape, visitId: old.id, from: old.day });
  }
  const dropped = plan.dropped.flatMap(({ liftId, plannedOn }) => {
    const visit = planned.get(`${liftId} ${plannedOn}`);
    return visit ? [{ ...liftWords(facts.lifts.get(liftId), liftId), visitId: visit.id, plannedOn }] : [];
  });
  const touched = new Set([...moves, ...dropped].map(({ visitId }) => visitId));
  const swapped = movable.filter(
    ({ id, day }) => !touched.has(id) && away.has(day) && disturbance.going.has(id),
  );
  moves.push(...swapped.flatMap((visit) => substituted(facts, visit, disturbance.absence)));
  return { ...proposalOf(facts, plan), moves, added, dropped };
}

/** The visit stays on its day, and somebody else of the team goes. */
function substituted(facts: CompanyFacts, visit: OpenRow, { personId }: Absence): Replanned['moves'] {
  const { id, liftId, day, class: maintenanceClass } = visit;
  const teamId = facts.teams.teamOfPerson(visit.leadId);
  const people = teamId === null ? [] : crewOf(facts, liftId, teamId, day, personId);
  if (teamId === null || people.length === 0) return [];
  const why = [
    `${personId === null ? '' : facts.teams.nameOfPerson(personId)}不在，由${people[0]?.name ?? ''}等人前往`,
  ];
  const words = liftWords(facts.lifts.get(liftId), liftId);
  return [{ ...words, visitId: id, class: maintenanceClass, from: day, plannedOn: day, teamId, people, why }];
}
