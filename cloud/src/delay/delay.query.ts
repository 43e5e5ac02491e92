import type {
  DelayCard,
  DelayedLift,
  Delay as DelayInFull,
  delayApi,
} from '@lifttrust/shared-types/delay/delay.contract';
import { DelayStateField, Reason } from '@lifttrust/shared-types/delay/delay.contract';
import {
  type DelayState,
  delaySteps,
  delayTiming,
  recovery,
  remarkableShare,
  standingOf,
} from '@lifttrust/shared-types/delay/delay.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { clocksOn } from '@lifttrust/shared-types/plan/plan.clock.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { marks } from '../kernel/marks';
import { clockStarts } from '../lift/clock-start.query';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { Delay } from './delay.entity';
import { visitsAround } from './delay.recovery.query';
import { DelayLift } from './delay-lift.entity';

const dayMs = 86_400_000;
const acting = ['regulator', 'regulator_admin'];

/** Explanations as their company, the owners concerned and the district see them: each the lifts that are theirs. */
@Singleton()
export class DelayQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;

  async list({ page, pageSize, state }: InputOf<typeof delayApi.list>, ctx: Ctx) {
    const manager = this.database.reader.manager;
    const scope = coverClause(requireActor(ctx), 'dl');
    const within = `SELECT dl.delay_id FROM delay_lift dl WHERE ${scope.sql}${state ? ' AND dl.state = :state' : ''}`;
    const [rows, total] = await manager
      .createQueryBuilder(Delay, 'd')
      .where(`d.id IN (${within})`, { ...scope.parameters, ...(state ? { state } : {}) })
      .orderBy('d.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    const lifts = await this.liftsOf(
      manager,
      rows.map(({ id }) => id),
      requireActor(ctx),
    );
    const items = await this.cards(manager, rows, lifts);
    return { items, total, page, pageSize };
  }

  /** @throws not_found where none of its lifts is the actor's to see */
  async show(manager: EntityManager, delayId: string, ctx: Ctx): Promise<DelayInFull> {
    const actor = requireActor(ctx);
    const { delay, lifts } = await this.mustSee(manager, delayId, actor);
    const [card] = await this.cards(manager, [delay], lifts);
    if (!card) throw AppError.notFound();
    const registered = await manager.findBy(Lift, { id: In(lifts.map(({ liftId }) => liftId)) });
    const names = await organisationNames(
      manager,
      lifts.map(({ ownerId }) => ownerId),
    );
    const nameOf = await personNames(
      manager,
      lifts.flatMap(({ decidedBy, contradictedBy }) => [decidedBy, contradictedBy]),
    );
    const recoveryOf = await this.recoveries(manager, delay, registered, dayOf(ctx.at));
    const shown = lifts.map((row): DelayedLift => {
      const lift = registered.find(({ id }) => id === row.liftId);
      return {
        liftId: row.liftId,
        place: lift?.place ?? '',
        ownNumber: lift?.ownNumber ?? '',
        ownerName: names.get(row.ownerId ?? '') ?? '',
        divisionCode: row.divisionCode,
        dueOn: row.dueOn,
        timing: delayTiming(row.dueOn, dayOf(row.submittedAt)),
        state: DelayStateField.parse(row.state),
        decidedBy: row.decidedBy && nameOf(row.decidedBy),
        decidedAt: row.decidedAt,
        decision: row.decision,
        contradiction:
          row.contradictedAt === null
            ? null
            : { by: nameOf(row.contradictedBy), at: row.contradictedAt, text: row.contradiction },
        recovery: recoveryOf(row.liftId),
      };
    });
    return { ...card, lifts: shown, fileIds: delay.fileIds, may: this.may(actor, delay, lifts) };
  }

  async mustSee(manager: EntityManager, delayId: string, actor: Actor) {
    const delay = await manager.findOneBy(Delay, { id: delayId });
    const lifts = delay ? await this.liftsOf(manager, [delay.id], actor) : [];
    if (!delay || lifts.length === 0) throw AppError.notFound();
    return { delay, lifts };
  }

  /** Lifts that fall due until a day, and what has been explained about each already. */
  async candidates({ until, q }: InputOf<typeof delayApi.candidates>, ctx: Ctx) {
    const manager = this.database.reader.manager;
    const scope = coverClause(requireActor(ctx), 'lift');
    const query = manager
      .createQueryBuilder(Lift, 'lift')
      .where(scope.sql, scope.parameters)
      .andWhere('lift.dueOn <= :until', { until });
    if (q)
      query.andWhere("(lift.place LIKE :words ESCAPE '!' OR lift.ownNumber LIKE :words ESCAPE '!')", {
        words: containing(q),
      });
    const lifts = await query.orderBy('lift.dueOn').addOrderBy('lift.place').take(500).getMany();
    const names = await organisationNames(
      manager,
      lifts.map(({ ownerId }) => ownerId),
    );
    const explained = await this.explanationsOf(
      manager,
      lifts.map(({ id }) => id),
    );
    const items = lifts.map((lift) => ({
      liftId: lift.id,
      place: lift.place,
      ownNumber: lift.ownNumber,
      ownerName: names.get(lift.ownerId ?? '') ?? '',
      dueOn: lift.dueOn ?? until,
      standing: standingOf(lift.dueOn, explained.get(lift.id) ?? []),
    }));
    return { items };
  }

  /** What stands about lifts, for lists that show 超期（有说明）. */
  async explanationsOf(manager: EntityManager, liftIds: string[]) {
    const rows = liftIds.length === 0 ? [] : await manager.findBy(DelayLift, { liftId: In(liftIds) });
    const found = new Map<string, { dueOn: string; expectedOn: string; state: DelayState }[]>();
    for (const { liftId, dueOn, expectedOn, state } of rows)
      found.set(liftId, [
        ...(found.get(liftId) ?? []),
        { dueOn, expectedOn, state: DelayStateField.parse(state) },
      ]);
    return found;
  }

  /** Who explains remarkably often: lifts explained in thirty days against all lifts of the company there. */
  async shares(ctx: Ctx) {
    const manager = this.database.reader.manager;
    const scope = coverClause(requireActor(ctx), 'dl');
    const rows: { companyId: string; explained: number | string }[] = await manager
      .createQueryBuilder(DelayLift, 'dl')
      .select('dl.companyId', 'companyId')
      .addSelect('COUNT(DISTINCT dl.liftId)', 'explained')
      .where(scope.sql, scope.parameters)
      .andWhere("dl.submittedAt > :since AND dl.state <> 'withdrawn'", { since: ctx.at - 30 * dayMs })
      .groupBy('dl.companyId')
      .getRawMany();
    const ids = rows.map(({ companyId }) => companyId);
    const names = await organisationNames(manager, ids);
    const within = coverClause(requireActor(ctx), 'lift');
    const counted: { companyId: string; lifts: number | string }[] =
      ids.length === 0
        ? []
        : await manager
            .createQueryBuilder(Lift, 'lift')
            .select('lift.companyId', 'companyId')
            .addSelect('COUNT(*)', 'lifts')
            .where(within.sql, within.parameters)
            .andWhere('lift.companyId IN (:...ids)', { ids })
            .groupBy('lift.companyId')
            .getRawMany();
    const items = rows.map(({ companyId, explained }) => {
      const lifts = Number(counted.find((one) => one.companyId === companyId)?.lifts ?? 0);
      const number = Number(explained);
      return {
        company: { id: companyId, name: names.get(companyId) ?? '' },
        explained: number,
        lifts,
        remarkable: number > lifts * remarkableShare,
      };
    });
    return { items: items.sort((a, b) => b.explained / (b.lifts || 1) - a.explained / (a.lifts || 1)) };
  }

  private async liftsOf(manager: EntityManager, delayIds: string[], actor: Actor): Promise<DelayLift[]> {
    if (delayIds.length === 0) return [];
    const scope = coverClause(actor, 'dl');
    return manager
      .createQueryBuilder(DelayLift, 'dl')
      .where(scope.sql, scope.parameters)
      .andWhere('dl.delayId IN (:...delayIds)', { delayIds })
      .orderBy('dl.dueOn')
      .addOrderBy('dl.id')
      .getMany();
  }

  private async cards(manager: EntityManager, rows: Delay[], lifts: DelayLift[]): Promise<DelayCard[]> {
    const names = await organisationNames(
      manager,
      rows.map(({ companyId }) => companyId),
    );
    const nameOf = await personNames(
      manager,
      rows.map(({ submittedBy }) => submittedBy),
    );
    return rows.map((row) => {
      const own = lifts.filter(({ delayId }) => delayId === row.id);
      const count = (is: (one: DelayLift) => boolean) => own.filter(is).length;
      return {
        id: row.id,
        company: { id: row.companyId, name: names.get(row.companyId) ?? '' },
        kind: row.kind === 'upload' ? ('upload' as const) : ('work' as const),
        reason: Reason.parse(row.reason),
        text: row.text,
        expectedOn: row.expectedOn,
        endedOn: row.endedOn,
        submittedBy: nameOf(row.submittedBy),
        submittedAt: row.submittedAt,
        counts: {
          lifts: own.length,
          submitted: count(({ state }) => state === 'submitted'),
          accepted: count(({ state }) => state === 'accepted'),
          notAccepted: count(({ state }) => state === 'not_accepted'),
          late: count(({ dueOn, submittedAt }) => delayTiming(dueOn, dayOf(submittedAt)) === 'late'),
          contradicted: count(({ contradictedAt }) => contradictedAt !== null),
        },
      };
    });
  }

  /** By lift: until when and as which class it is to be visited first, once the obstacle has gone (DLY-06). */
  private async recoveries(manager: EntityManager, { endedOn }: Delay, lifts: Lift[], today: string) {
    if (endedOn === null) return () => null;
    const { intervalDays } = this.cityService.parameters;
    const ids = lifts.map(({ id }) => id);
    const around = await visitsAround(manager, ids, endedOn);
    const starts = await clockStarts(manager, {
      sql: `l.id IN (${marks(ids)})`,
      values: ids,
    });
    return (liftId: string): DelayedLift['recovery'] => {
      const found = around.get(liftId);
      const start = starts.get(liftId);
      if (!found || !start) return null;
      const clocks = clocksOn(
        { ...start, history: found.before, registeredDue: null },
        endedOn,
        intervalDays,
      );
      const { until, class: deepest } = recovery(endedOn, clocks.due, intervalDays);
      return { until, class: deepest, doneOn: found.firstOn, late: (found.firstOn ?? today) > until };
    };
  }

  private may(actor: Actor, delay: Delay, lifts: DelayLift[]): DelayInFull['may'] {
    const isCompany = actor.organisationId === delay.companyId;
    const state = (one: DelayLift) => DelayStateField.parse(one.state);
    const isActing = acting.includes(actor.role);
    return {
      decide: isActing && lifts.some((one) => state(one) !== 'withdrawn'),
      withdraw: isCompany && lifts.every((one) => mayFollow(delaySteps, state(one), 'withdrawn')),
      end:
        delay.endedOn === null &&
        (isActing || (isCompany && actor.role === 'company_admin')) &&
        lifts.some((one) => state(one) !== 'withdrawn'),
      contradict:
        (actor.role === 'owner_admin' || actor.role === 'owner_officer') &&
        delay.reason === 'access_refused' &&
        lifts.some((one) => one.contradictedAt === null && state(one) !== 'withdrawn'),
    };
  }
}
