import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayInWords, dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import type { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { type OpenVisit, refuseArrangement, rolledDue } from '@lifttrust/shared-types/plan/plan.move.rules';
import type { ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import type { DueDays } from '@lifttrust/shared-types/plan/plan.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { VisitArrangement } from '../visit/visit.arrangement';
import { Visit } from '../visit/visit.entity';
import { VisitService } from '../visit/visit.service';
import { buildingOf, PlanFacts } from './plan.facts';
import { liftName, type OpenRow, PlanLiftQuery, type PlanLiftRow } from './plan.lift.query';
import type { PlanTeams } from './plan.teams';
import { PlanThreads } from './plan.threads';
import { madeUpFor, proposalOf, replannedOf } from './plan.words';

const changed = (name: string): Refusal => ({
  code: 'plan.changed_since',
  message: `${name}：生成建议以后情况已经变化，请重新生成。`,
});
const noTeam = (name: string): Refusal => ({
  code: 'plan.team_unknown',
  message: `${name}：班组已经变动，请刷新后再选。`,
});

/** Lifts as they stand while somebody arranges their visits. */
interface Standing {
  lifts: Map<string, PlanLiftRow>;
  clocks: Map<string, DueDays>;
  open: Map<string, OpenRow[]>;
  teams: PlanTeams;
  today: string;
}

/** The company's plan: proposals are computed and never kept, what is accepted becomes visits. */
@Singleton()
export class PlanService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() planFacts: PlanFacts;
  @Inject() planLiftQuery: PlanLiftQuery;
  @Inject() planThreads: PlanThreads;
  @Inject() visitService: VisitService;
  @Inject() visitArrangement: VisitArrangement;

  async propose({ month }: InputOf<typeof planApi.propose>, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    const facts = await this.planFacts.of(
      this.database.reader.manager,
      organisationId,
      this.openMonth(month, ctx),
      dayOf(ctx.at),
    );
    const plan = await this.planThreads.month(facts.planner);
    return proposalOf(facts, { ...plan, notes: [...madeUpFor(plan.month, plan.visits), ...plan.notes] });
  }

  /** @throws not_found `plan.team_unknown`; invalid `plan.days_reversed` */
  async replan({ month, teamId, from, to }: InputOf<typeof planApi.replan>, ctx: Ctx) {
    const { organisationId } = requireActor(ctx);
    if (to < from || daysBetween(from, to) > 92)
      throw AppError.invalid('plan.days_reversed', '结束日期应在开始日期以后的三个月内，请核对。');
    const away = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const absent = new Map([[teamId, away]]);
    const facts = await this.planFacts.of(manager, organisationId, this.openMonth(month, ctx), today, absent);
    if (!facts.teams.has(teamId))
      throw AppError.notFound('plan.team_unknown', '没有这个班组，请刷新后再选。');
    // What is only planned may move; what is begun stays.
    const pinned = new Set(facts.planner.fixed.flatMap(({ id, state }) => (state === 'pinned' ? id : [])));
    const movable = [...facts.open.values()].flat().filter(({ id, day }) => pinned.has(id) && day >= today);
    const previous = movable.map((visit) => this.announced(visit, facts.teams));
    const fixed = facts.planner.fixed.filter(({ id }) => !movable.some((visit) => visit.id === id));
    const plan = await this.planThreads.again(previous, { ...facts.planner, fixed });
    return replannedOf(facts, plan, movable);
  }

  /** @throws rule_broken with every reason at once; then nothing is written */
  async accept({ visits }: InputOf<typeof planApi.accept>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const standing = await this.standing(
        tx,
        visits.map(({ liftId }) => liftId),
        actor,
      );
      const wanted = visits.map((visit, index) => ({ ...visit, id: `new-${index}`, day: visit.plannedOn }));
      const due = this.mustFit(standing, (liftId) => [
        ...(standing.open.get(liftId) ?? []),
        ...wanted.filter((visit) => visit.liftId === liftId),
      ]);
      const refusals = wanted.flatMap(({ id, liftId, teamId, dueOn }) => {
        const name = this.nameOf(standing, liftId);
        if (!standing.teams.has(teamId)) return [noTeam(name)];
        return due.dueOn.get(id) === dueOn ? [] : [changed(name)];
      });
      refuse([...due.refusals, ...refusals]);
      const made: { visitId: string; liftId: string; plannedOn: string }[] = [];
      for (const { liftId, plannedOn, dueOn, teamId, class: maintenanceClass } of wanted) {
        const [leadId, ...partnerIds] = this.crew(standing, liftId, teamId);
        const draft = { liftId, class: maintenanceClass, plannedOn, leadId, partnerIds };
        const { id } = await this.visitService.plan(draft, ctx, dueOn);
        made.push({ visitId: id, liftId, plannedOn });
      }
      await tx.audit('plan.accepted', 'organisation', actor.organisationId, { visits: made.length });
      return { visits: made };
    });
  }

  /** @throws not_found for a visit that is not the company's; rule_broken with every reason at once */
  async move({ moves }: InputOf<typeof planApi.move>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const visits = await this.mustBeOpen(tx.manager, moves, actor);
      const standing = await this.standing(
        tx,
        visits.map(({ liftId }) => liftId),
        actor,
      );
      const to = new Map(moves.map((move) => [move.visitId, move.plannedOn]));
      const due = this.mustFit(standing, (liftId) =>
        (standing.open.get(liftId) ?? []).map((visit) => ({ ...visit, day: to.get(visit.id) ?? visit.day })),
      );
      const strangers = moves.flatMap(({ visitId, teamId }) => {
        const liftId = visits.find(({ id }) => id === visitId)?.liftId ?? '';
        return !teamId || standing.teams.has(teamId) ? [] : [noTeam(this.nameOf(standing, liftId))];
      });
      refuse([...due.refusals, ...strangers]);
      for (const { visitId, from, plannedOn, teamId } of moves) {
        const liftId = visits.find(({ id }) => id === visitId)?.liftId ?? '';
        const people = teamId ? { people: this.crew(standing, liftId, teamId) } : {};
        const dueOn = due.dueOn.get(visitId) ?? null;
        await this.visitArrangement.arrange(tx, { visitId, from, plannedOn, dueOn, ...people }, actor);
      }
      for (const [id, dueOn] of due.dueOn)
        if (!to.has(id)) await tx.manager.update(Visit, { id, state: 'planned' }, { dueOn });
      return {
        visits: moves.map(({ visitId, plannedOn }) => ({
          visitId,
          plannedOn,
          dueOn: due.dueOn.get(visitId) ?? null,
        })),
      };
    });
  }

  /** Past months are over, and nobody can know the clocks of the month after next year's. */
  private openMonth(month: string, ctx: Ctx): string {
    const today = dayOf(ctx.at);
    if (month < today.slice(0, 7) || month > addDays(today, 400).slice(0, 7))
      throw AppError.invalid('plan.month_closed', '只能为本月和以后一年之内的月份排计划。');
    return month;
  }

  private announced(visit: OpenRow, teams: PlanTeams): ProposedVisit {
    const { liftId, class: maintenanceClass, day } = visit;
    const teamId = teams.teamOfPerson(visit.leadId) ?? '';
    return { liftId, class: maintenanceClass, plannedOn: day, dueOn: day, teamId, minutes: 0, why: [] };
  }

  private async mustBeOpen(
    manager: EntityManager,
    moves: InputOf<typeof planApi.move>['moves'],
    actor: Actor,
  ): Promise<Visit[]> {
    const visits: Visit[] = [];
    const refusals: Refusal[] = [];
    for (const { visitId, from } of moves) {
      const visit = await manager.findOneBy(Visit, { id: visitId });
      if (!visit || !covers(actor, visit)) throw AppError.notFound();
      visits.push(visit);
      const is = `${dayInWords(visit.plannedOn)}的维保`;
      if (visit.state === 'cancelled')
        refusals.push({ code: 'plan.visit_cancelled', message: `${is}已经取消，不能再改。` });
      else if (visit.state !== 'planned')
        refusals.push({ code: 'plan.visit_begun', message: `${is}已经开始或完成，不能再改。` });
      else if (visit.plannedOn !== from)
        refusals.push({ code: 'plan.changed_since', message: `${is}刚刚被别人改动，请刷新后再改。` });
    }
    refuse(refusals);
    return visits;
  }

  /** @throws not_found for a lift that is not the company's */
  private async standing(tx: Transaction, liftIds: readonly string[], actor: Actor): Promise<Standing> {
    const ids = [...new Set(liftIds)];
    const { manager } = tx;
    const today = dayOf(tx.at);
    await this.planLiftQuery.hold(manager, ids);
    const lifts = await this.planLiftQuery.lifts(manager, { ids });
    if (lifts.filter((lift) => covers(actor, lift)).length !== ids.length) throw AppError.notFound();
    const clocks = await this.planLiftQuery.clocks(manager, { ids }, lifts, today);
    const all = await this.planLiftQuery.open(manager, { ids }, { forChange: true });
    const { teams } = await this.planFacts.teams(manager, actor.organisationId, lifts, today);
    return { lifts: new Map(lifts.map((lift) => [lift.id, lift])), clocks, open: all, teams, today };
  }

  private mustFit(standing: Standing, after: (liftId: string) => OpenVisit[]) {
    const { intervalDays } = this.cityService.parameters;
    const dueOn = new Map<string, string | null>();
    const refusals: Refusal[] = [];
    for (const [liftId, due] of standing.clocks) {
      const [before, planned] = [standing.open.get(liftId) ?? [], after(liftId)];
      const facts = {
        name: this.nameOf(standing, liftId),
        due,
        before,
        after: planned,
        today: standing.today,
      };
      if (standing.lifts.get(liftId)?.state !== 'in_use') refusals.push(changed(facts.name));
      refusals.push(...refuseArrangement(facts, intervalDays));
      for (const [id, day] of rolledDue(due, planned, intervalDays, standing.today)) dueOn.set(id, day);
    }
    return { dueOn, refusals };
  }

  private nameOf(standing: Standing, liftId: string): string {
    const lift = standing.lifts.get(liftId);
    return lift ? liftName(lift) : '';
  }

  private crew({ lifts, teams }: Standing, liftId: string, teamId: string): string[] {
    const lift = lifts.get(liftId);
    return teams.crewFor(teamId, (lift && buildingOf(lift)) || liftId).map(({ id }) => id);
  }
}

function refuse(refusals: Refusal[]): void {
  if (refusals.length > 0) throw AppError.broken(refusals);
}
