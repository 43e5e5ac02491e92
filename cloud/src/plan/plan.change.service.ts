import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { mostReplanned, type planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { type OpenVisit, refuseArrangement, rolledDue } from '@lifttrust/shared-types/plan/plan.move.rules';
import type { DueDays } from '@lifttrust/shared-types/plan/plan.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { VisitArrangement } from '../visit/visit.arrangement';
import { Visit } from '../visit/visit.entity';
import { VisitService } from '../visit/visit.service';
import { buildingOf, PlanFacts } from './plan.facts';
import { liftName, type OpenRow, PlanLiftQuery, type PlanLiftRow } from './plan.lift.query';
import type { PlanTeams } from './plan.teams';

const changed = (name: string): Refusal => ({
  code: 'plan.changed_since',
  message: `${name}：生成建议以后情况已经变化，请重新生成。`,
});
const noTeam = (name: string): Refusal => ({
  code: 'plan.team_unknown',
  message: `${name}：班组已经变动，请刷新后再选。`,
});

type Replan = InputOf<typeof planApi.acceptReplan>;
/** What somebody wants of the plan, at once. */
type Change = Pick<Replan, 'moves' | 'added' | 'dropped'>;

/** Lifts as they stand while somebody arranges their visits. */
interface Standing {
  lifts: Map<string, PlanLiftRow>;
  clocks: Map<string, DueDays>;
  open: Map<string, OpenRow[]>;
  teams: PlanTeams;
  today: string;
}

/** A change whose every part has been checked, with the law's day of each visit as it then is. */
interface Checked extends Change {
  standing: Standing;
  liftOf: Map<string, string>;
  dueOn: Map<string, string | null>;
}

/** Changes of the company's plan: all parts of one change hold together, or nothing is written. */
@Singleton()
export class PlanChangeService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() planFacts: PlanFacts;
  @Inject() planLiftQuery: PlanLiftQuery;
  @Inject() visitService: VisitService;
  @Inject() visitArrangement: VisitArrangement;

  /** @throws rule_broken with every reason at once; then nothing is written */
  async accept({ visits }: InputOf<typeof planApi.accept>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const checked = await this.check(tx, { moves: [], added: visits, dropped: [] }, actor);
      const made = await this.add(checked, ctx);
      await tx.audit('plan.accepted', 'organisation', actor.organisationId, { visits: made.length });
      return { visits: made };
    });
  }

  /** @throws not_found for a visit that is not the company's; rule_broken with every reason at once */
  async move({ moves }: InputOf<typeof planApi.move>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const checked = await this.check(tx, { moves, added: [], dropped: [] }, actor);
      await this.arrange(tx, checked, actor);
      const { dueOn } = checked;
      return {
        visits: moves.map(({ visitId, plannedOn }) => ({
          ...{ visitId, plannedOn, dueOn: dueOn.get(visitId) ?? null },
        })),
      };
    });
  }

  /** @throws as `accept` and `move`; invalid `plan.nothing_chosen`, `plan.too_many_changes` */
  async acceptReplan({ reason, ...change }: Replan, ctx: Ctx) {
    const actor = requireActor(ctx);
    const count = { moved: change.moves.length, added: change.added.length, dropped: change.dropped.length };
    const all = count.moved + count.added + count.dropped;
    if (all === 0) throw AppError.invalid('plan.nothing_chosen', '没有要改动的维保。');
    if (all > mostReplanned)
      throw AppError.invalid(
        'plan.too_many_changes',
        `一次最多改动 ${mostReplanned} 次维保，请缩短天数，分几次重排。`,
      );
    return this.work.run(ctx, async (tx) => {
      const checked = await this.check(tx, change, actor);
      for (const { visitId } of change.dropped)
        await this.visitService.cancel({ visitId, reason: `重排计划：${reason}` }, ctx);
      await this.arrange(tx, checked, actor);
      await this.add(checked, ctx);
      await tx.audit('plan.replanned', 'organisation', actor.organisationId, { ...count, reason });
      return count;
    });
  }

  /** Every reason against any part, of all lifts together as they would then stand. */
  private async check(tx: Transaction, change: Change, actor: Actor): Promise<Checked> {
    const { moves, added, dropped } = change;
    const seen = [
      ...moves.map(({ visitId, from }) => ({ visitId, day: from })),
      ...dropped.map(({ visitId, plannedOn }) => ({ visitId, day: plannedOn })),
    ];
    const liftOf = await this.mustBeOpen(tx.manager, seen, actor);
    const standing = await this.standing(
      tx,
      [...liftOf.values(), ...added.map(({ liftId }) => liftId)],
      actor,
    );
    const to = new Map(moves.map(({ visitId, plannedOn }) => [visitId, plannedOn]));
    const gone = new Set(dropped.map(({ visitId }) => visitId));
    const wanted = added.map((visit, at) => ({ ...visit, id: newVisit(at), day: visit.plannedOn }));
    const due = this.mustFit(standing, (liftId) => [
      ...(standing.open.get(liftId) ?? [])
        .filter(({ id }) => !gone.has(id))
        .map((visit) => ({ ...visit, day: to.get(visit.id) ?? visit.day })),
      ...wanted.filter((visit) => visit.liftId === liftId),
    ]);
    const nameOf = (liftId: string | undefined) => this.nameOf(standing, liftId ?? '');
    const strangers = moves.flatMap(({ visitId, teamId, people }) =>
      !teamId || people || standing.teams.has(teamId) ? [] : [noTeam(nameOf(liftOf.get(visitId)))],
    );
    const stale = wanted.flatMap(({ id, liftId, teamId, dueOn }) => {
      if (!standing.teams.has(teamId)) return [noTeam(nameOf(liftId))];
      return due.dueOn.get(id) === dueOn ? [] : [changed(nameOf(liftId))];
    });
    refuse([...due.refusals, ...strangers, ...stale]);
    return { ...change, standing, liftOf, dueOn: due.dueOn };
  }

  private async add({ added, standing }: Checked, ctx: Ctx) {
    const made: { visitId: string; liftId: string; plannedOn: string }[] = [];
    for (const { liftId, plannedOn, dueOn, teamId, people, class: maintenanceClass } of added) {
      const [leadId, ...partnerIds] = people ?? this.crew(standing, liftId, teamId, plannedOn);
      const draft = { liftId, class: maintenanceClass, plannedOn, leadId, partnerIds };
      const { id } = await this.visitService.plan(draft, ctx, dueOn);
      made.push({ visitId: id, liftId, plannedOn });
    }
    return made;
  }

  private async arrange(tx: Transaction, checked: Checked, actor: Actor): Promise<void> {
    const { moves, standing, liftOf } = checked;
    const moved = new Set(moves.map(({ visitId }) => visitId));
    for (const { visitId, from, plannedOn, teamId, people } of moves) {
      const liftId = liftOf.get(visitId) ?? '';
      const crew = people ?? (teamId ? this.crew(standing, liftId, teamId, plannedOn) : undefined);
      const dueOn = checked.dueOn.get(visitId) ?? null;
      const arrangement = { visitId, from, plannedOn, dueOn, ...(crew ? { people: crew } : {}) };
      await this.visitArrangement.arrange(tx, arrangement, actor);
    }
    // Of the same lifts those that stay are due on another day now.
    for (const [id, dueOn] of checked.dueOn)
      if (!moved.has(id) && !isNewVisit(id))
        await tx.manager.update(Visit, { id, state: 'planned' }, { dueOn });
  }

  /** The lift of each visit. @throws not_found; rule_broken where one is no longer as it was seen */
  private async mustBeOpen(
    manager: EntityManager,
    seen: readonly { visitId: string; day: string }[],
    actor: Actor,
  ): Promise<Map<string, string>> {
    const lifts = new Map<string, string>();
    const refusals: Refusal[] = [];
    for (const { visitId, day } of seen) {
      const visit = await manager.findOneBy(Visit, { id: visitId });
      if (!visit || !covers(actor, visit)) throw AppError.notFound();
      if (lifts.has(visitId)) throw AppError.invalid('plan.visit_twice', '同一次维保不能同时改两处。');
      lifts.set(visitId, visit.liftId);
      const is = `${dayInWords(visit.plannedOn)}的维保`;
      if (visit.state === 'cancelled')
        refusals.push({ code: 'plan.visit_cancelled', message: `${is}已经取消，不能再改。` });
      else if (visit.state !== 'planned')
        refusals.push({ code: 'plan.visit_begun', message: `${is}已经开始或完成，不能再改。` });
      else if (visit.plannedOn !== day)
        refusals.push({ code: 'plan.changed_since', message: `${is}刚刚被别人改动，请刷新后再改。` });
    }
    refuse(refusals);
    return lifts;
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
    const open = await this.planLiftQuery.open(manager, { ids }, { forChange: true });
    const { teams } = await this.planFacts.teams(manager, actor.organisationId, lifts, today);
    return { lifts: new Map(lifts.map((lift) => [lift.id, lift])), clocks, open, teams, today };
  }

  private mustFit(standing: Standing, after: (liftId: string) => OpenVisit[]) {
    const { intervalDays } = this.cityService.parameters;
    const dueOn = new Map<string, string | null>();
    const refusals: Refusal[] = [];
    for (const [liftId, due] of standing.clocks) {
      const [before, planned] = [standing.open.get(liftId) ?? [], after(liftId)];
      const name = this.nameOf(standing, liftId);
      const facts = { name, due, before, after: planned, today: standing.today };
      if (standing.lifts.get(liftId)?.state !== 'in_use') refusals.push(changed(name));
      refusals.push(...refuseArrangement(facts, intervalDays));
      for (const [id, day] of rolledDue(due, planned, intervalDays, standing.today)) dueOn.set(id, day);
    }
    return { dueOn, refusals };
  }

  private nameOf(standing: Standing, liftId: string): string {
    const lift = standing.lifts.get(liftId);
    return lift ? liftName(lift) : '';
  }

  private crew({ lifts, teams }: Standing, liftId: string, teamId: string, day: string): string[] {
    const lift = lifts.get(liftId);
    return teams.crewFor(teamId, (lift && buildingOf(lift)) || liftId, day).map(({ id }) => id);
  }
}

const newVisit = (at: number): string => `new-${at}`;
const isNewVisit = (id: string): boolean => id.startsWith('new-');

function refuse(refusals: Refusal[]): void {
  if (refusals.length > 0) throw AppError.broken(refusals);
}
