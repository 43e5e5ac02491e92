import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import type { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import type { ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import { Inject, Singleton } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { PlanFacts } from './plan.facts';
import type { OpenRow } from './plan.lift.query';
import { PlanLiftQuery } from './plan.lift.query';
import { PlanPeriodic } from './plan.periodic';
import type { Absence, PlanTeams } from './plan.teams';
import { PlanThreads } from './plan.threads';
import { madeUpFor, proposalOf, replannedOf } from './plan.words';

/** Nobody plans for a longer absence at once. */
const longestAwayDays = 92;

/** Proposals: computed when asked for and never kept. */
@Singleton()
export class PlanService {
  @Inject() database: Database;
  @Inject() planFacts: PlanFacts;
  @Inject() planLiftQuery: PlanLiftQuery;
  @Inject() planPeriodic: PlanPeriodic;
  @Inject() planThreads: PlanThreads;

  async propose({ month }: InputOf<typeof planApi.propose>, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const facts = await this.planFacts.of(manager, organisationId, openMonth(month, ctx), today);
    const periodic = await this.planPeriodic.ofLifts(manager, [...facts.lifts.values()], today);
    const plan = await this.planThreads.month(facts.planner);
    const notes = [...madeUpFor(plan.month, plan.visits), ...plan.notes];
    return proposalOf(facts, { ...plan, notes }, periodic);
  }

  /** @throws not_found `plan.team_unknown`; invalid `plan.days_reversed` */
  async replan(input: InputOf<typeof planApi.replan>, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const absence = absenceOf(input);
    const month = openMonth(input.month, ctx);
    const facts = await this.planFacts.of(manager, organisationId, month, today, absence);
    const { teamId, personId } = input;
    if ((teamId && !facts.teams.has(teamId)) || (personId && facts.teams.teamOfPerson(personId) === null))
      throw AppError.notFound('plan.team_unknown', '没有这个班组或人员，请刷新后再选。');
    // What is only planned may move; what is begun stays.
    const pinned = new Set(facts.planner.fixed.flatMap(({ id, state }) => (state === 'pinned' ? id : [])));
    const movable = [...facts.open.values()].flat().filter(({ id, day }) => pinned.has(id) && day >= today);
    const previous = movable.map((visit) => announced(visit, facts.teams));
    const moving = new Set(movable.map(({ id }) => id));
    const fixed = facts.planner.fixed.filter(({ id }) => !moving.has(id));
    const plan = await this.planThreads.again(previous, { ...facts.planner, fixed });
    const going = personId
      ? await this.planLiftQuery.visitsOf(manager, personId, absence.days)
      : new Set<string>();
    return replannedOf(facts, plan, movable, { absence, going });
  }
}

function absenceOf({ from, to, teamId, personId }: InputOf<typeof planApi.replan>): Absence {
  if (to < from || daysBetween(from, to) > longestAwayDays)
    throw AppError.invalid('plan.days_reversed', '结束日期应在开始日期以后的三个月内，请核对。');
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  return { days, teamId: teamId ?? null, personId: personId ?? null };
}

/** Past months are over, and nobody can know the clocks of the month after next year's. */
function openMonth(month: string, ctx: Ctx): string {
  const today = dayOf(ctx.at);
  if (month < today.slice(0, 7) || month > addDays(today, 400).slice(0, 7))
    throw AppError.invalid('plan.month_closed', '只能为本月和以后一年之内的月份排计划。');
  return month;
}

function announced(visit: OpenRow, teams: PlanTeams): ProposedVisit {
  const { liftId, class: maintenanceClass, day } = visit;
  const teamId = teams.teamOfPerson(visit.leadId) ?? '';
  return { liftId, class: maintenanceClass, plannedOn: day, dueOn: day, teamId, minutes: 0, why: [] };
}
