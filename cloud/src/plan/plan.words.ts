import { arePublished, type Calendar, isWorkingDay } from '@lifttrust/shared-types/calendar/calendar.rules';
import { addDays, addMonths, dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { PlanDay, Proposal, Proposed, Replanned } from '@lifttrust/shared-types/plan/plan.contract';
import type { MonthPlan, ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import type { Replan } from '@lifttrust/shared-types/plan/plan.replan';
import { buildingOf, type CompanyFacts } from './plan.facts';
import type { OpenRow, PlanLiftRow } from './plan.lift.query';

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

export const crewOf = (facts: CompanyFacts, liftId: string, teamId: string) => {
  const lift = facts.lifts.get(liftId);
  const place = (lift && buildingOf(lift)) || liftId;
  return facts.teams.crewFor(teamId, place).map(({ id, name }) => ({ id, name }));
};

/** How many visits lie before the month that was asked for: they cannot wait for it. */
export function madeUpFor(month: string, visits: readonly ProposedVisit[]): string[] {
  const first = `${month}-01`;
  const count = visits.filter(({ plannedOn }) => plannedOn < first).length;
  return count === 0
    ? []
    : [`有 ${count} 次维保要赶在 ${dayInWords(first)} 之前做，已从今天起补排在前面，请一并采用。`];
}

const proposed = (facts: CompanyFacts, visit: ProposedVisit): Proposed => ({
  ...visit,
  ...liftWords(facts.lifts.get(visit.liftId), visit.liftId),
  people: crewOf(facts, visit.liftId, visit.teamId),
});

/** A plan as people read it, with names instead of numbers. */
export function proposalOf(facts: CompanyFacts, plan: MonthPlan): Proposal {
  const { calendar } = facts.planner;
  const words = (liftId: string) => liftWords(facts.lifts.get(liftId), liftId);
  return {
    month: plan.month,
    visits: plan.visits.map((visit) => proposed(facts, visit)),
    unplanned: plan.unplanned.map((one) => ({ ...one, ...words(one.liftId) })),
    raises: plan.raises.map((one) => ({ ...one, ...words(one.liftId) })),
    days: plan.days.map(({ day, minutes }) => planDay(day, minutes, calendar)),
    peakToMean: plan.peakToMean,
    notes: plan.notes,
    calendarPublished: daysOfMonth(plan.month, calendar).published,
    teams: facts.teams.teams.map(({ id, name, people }) => ({
      id,
      name,
      people: people.map((person) => ({ id: person.id, name: person.name })),
    })),
  };
}

/** What would change: visits that move, those needed besides, those no longer needed. */
export function replannedOf(facts: CompanyFacts, plan: Replan, movable: readonly OpenRow[]): Replanned {
  const planned = new Map(movable.map((visit) => [`${visit.liftId} ${visit.day}`, visit]));
  const visits = new Map(plan.visits.map((visit) => [`${visit.liftId} ${visit.plannedOn}`, visit]));
  const moves: Replanned['moves'] = [];
  const added: Proposed[] = [];
  for (const { liftId, from, to } of plan.moves) {
    const visit = visits.get(`${liftId} ${to.plannedOn}`);
    const old = from && planned.get(`${liftId} ${from.plannedOn}`);
    if (!visit) continue;
    const shape = proposed(facts, visit);
    if (!old) added.push(shape);
    else moves.push({ ...shape, visitId: old.id, from: old.day });
  }
  const dropped = plan.dropped.flatMap(({ liftId, plannedOn }) => {
    const visit = planned.get(`${liftId} ${plannedOn}`);
    return visit ? [{ ...liftWords(facts.lifts.get(liftId), liftId), visitId: visit.id, plannedOn }] : [];
  });
  return { ...proposalOf(facts, plan), moves, added, dropped };
}
