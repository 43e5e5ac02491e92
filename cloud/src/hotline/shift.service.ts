import type { hotlineApi, Shift, ShiftCase } from '@lifttrust/shared-types/hotline/hotline.contract';
import { refuseSecondHandOver, refuseTakingOver } from '@lifttrust/shared-types/hotline/hotline.rules';
import { callKinds } from '@lifttrust/shared-types/hotline/hotline.words';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { rescueStates } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { pageWithTotal } from '../kernel/paged';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { personNames } from '../person/person-names.query';
import { RescueQuery } from '../rescue/rescue.query';
import { DeskCall } from './desk-call.entity';
import { DeskShift } from './desk-shift.entity';

type Input<K extends keyof typeof hotlineApi> = InputOf<(typeof hotlineApi)[K]>;

const mostCases = 500;
const actors = ['regulator', 'regulator_admin', 'hotline_operator'];

/** Who has the desk: handed over with everything that is open, signed by both. */
@Singleton()
export class ShiftService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() rescueQuery: RescueQuery;

  async openCases(ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const waiting = await manager.findOneBy(DeskShift, { openCode: actor.divisionCode });
    const [shown] = waiting ? await this.shown(manager, [waiting], actor) : [];
    return { items: await this.cases(manager, ctx), waiting: shown ?? null };
  }

  async list({ page, pageSize }: Input<'shifts'>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(actor, 'shift');
    const query = manager
      .createQueryBuilder(DeskShift, 'shift')
      .where(sql, parameters)
      .orderBy('shift.givenAt', 'DESC')
      .addOrderBy('shift.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, { page, pageSize });
    return { items: await this.shown(manager, rows, actor), ...total, page, pageSize };
  }

  /** Signs for what is open now and lists it as it stands. @throws rule_broken `hotline.shift_waiting` */
  handOver({ note }: Input<'handOver'>, ctx: Ctx): Promise<Shift> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const waiting = await tx.manager.findOneBy(DeskShift, { openCode: actor.divisionCode });
      const refusal = refuseSecondHandOver(waiting);
      if (refusal) throw AppError.broken([refusal]);
      const row: DeskShift = {
        ...{ id: newId(), divisionCode: actor.divisionCode, openCode: actor.divisionCode },
        ...{ givenBy: actor.personId, givenAt: tx.at, note, cases: await this.cases(tx.manager, ctx) },
        ...{ takenBy: null, takenAt: null, takerNote: '' },
      };
      await tx.manager.insert(DeskShift, row);
      await tx.audit('hotline.handed_over', 'desk_shift', row.id, { cases: row.cases.length });
      return this.one(tx.manager, row.id, actor);
    });
  }

  /**
   * @throws not_found; conflict `hotline.shift_taken_meanwhile`
   * @throws rule_broken `hotline.shift_taken`, `hotline.shift_own`, `hotline.shift_unseen`
   */
  takeOver({ shiftId, seen, note }: Input<'takeOver'>, ctx: Ctx): Promise<Shift> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(DeskShift, { id: shiftId });
      const isOwn = row && covers(actor, { companyId: null, ownerId: null, divisionCode: row.divisionCode });
      if (!row || !isOwn) throw AppError.notFound();
      const refusals = refuseTakingOver(row, actor.personId, seen);
      if (refusals.length > 0) throw AppError.broken(refusals);
      const change = { takenBy: actor.personId, takenAt: tx.at, takerNote: note, openCode: null };
      const { affected } = await tx.manager.update(DeskShift, { id: shiftId, takenAt: IsNull() }, change);
      if (affected !== 1)
        throw AppError.conflict('hotline.shift_taken_meanwhile', '刚刚已有人接班签字，请刷新查看。');
      await tx.audit('hotline.taken_over', 'desk_shift', shiftId, { cases: row.cases.length });
      return this.one(tx.manager, shiftId, actor);
    });
  }

  /** What somebody who goes home leaves open: people, calls without a result, callers who wait to be called back. */
  private async cases(manager: EntityManager, ctx: Ctx): Promise<ShiftCase[]> {
    const { items } = await this.rescueQuery.queue(ctx);
    const { sql, parameters } = coverClause(requireActor(ctx), 'one');
    const calls = await manager
      .createQueryBuilder(DeskCall, 'one')
      .where(sql, parameters)
      .andWhere('(one.settledAt IS NULL OR (one.wantsCallBack = 1 AND one.calledBackAt IS NULL))')
      .orderBy('one.takenAt', 'ASC')
      .take(mostCases)
      .getMany();
    const liftIds = calls.flatMap(({ liftId }) => liftId ?? []);
    const lifts = liftIds.length === 0 ? [] : await manager.findBy(Lift, { id: In(liftIds) });
    const placeOf = (id: string | null) => {
      const lift = lifts.find((one) => one.id === id);
      return lift ? `${lift.place} ${lift.ownNumber}`.trim() : '没有选定电梯';
    };
    return [
      ...items.map((one): ShiftCase => {
        const people = one.people === null ? '人数不明' : `${one.people} 人`;
        const text = `困人 · ${one.place} ${one.ownNumber} · ${rescueStates[one.state]} · ${people}`;
        return { id: one.id, kind: 'entrapment', text, since: one.reportedAt };
      }),
      ...calls.map(
        ({ id, settledAt, kind, liftId, takenAt }): ShiftCase => ({
          ...{ id, since: takenAt },
          ...(settledAt === null
            ? { kind: 'call', text: '来电还没有登记结果' }
            : { kind: 'call_back', text: `等待回访 · ${kind ? callKinds[kind] : ''} · ${placeOf(liftId)}` }),
        }),
      ),
    ].slice(0, mostCases);
  }

  private async one(manager: EntityManager, id: string, actor: Actor): Promise<Shift> {
    const row = await manager.findOneByOrFail(DeskShift, { id });
    const [shown] = await this.shown(manager, [row], actor);
    if (!shown) throw new Error('a shift was not shown');
    return shown;
  }

  private async shown(manager: EntityManager, rows: DeskShift[], actor: Actor): Promise<Shift[]> {
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ givenBy, takenBy }) => [givenBy, takenBy]),
    );
    return rows.map(({ id, givenAt, givenBy, note, cases, takenAt, takenBy, takerNote }) => ({
      ...{ id, givenAt, note, cases, takenAt, takerNote },
      givenBy: nameOf(givenBy),
      takenBy: takenBy === null ? null : nameOf(takenBy),
      may: {
        take: takenAt === null && givenBy !== actor.personId && actors.includes(actor.role),
      },
    }));
  }
}
