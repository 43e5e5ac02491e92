import type { DeskCall as DeskCallShown, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { maskedPhone, waitedSeconds } from '@lifttrust/shared-types/hotline/hotline.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { personNames } from '../person/person-names.query';
import { DeskCall, DeskCallBack } from './desk-call.entity';

const dayMs = 86_400_000;

/** The desk's telephone log. */
@Singleton()
export class HotlineQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;

  async calls({ kind, open, since, until, page, pageSize }: InputOf<typeof hotlineApi.calls>, ctx: Ctx) {
    const { manager } = this.database.reader;
    const actor = requireActor(ctx);
    const { sql, parameters } = coverClause(actor, 'one');
    const query = manager.createQueryBuilder(DeskCall, 'one').where(sql, parameters);
    if (kind) query.andWhere('one.kind = :kind', { kind });
    if (open === 'unsettled' || open === 'own') query.andWhere('one.settledAt IS NULL');
    if (open === 'own') query.andWhere('one.takenBy = :personId', { personId: actor.personId });
    if (open === 'call_back') query.andWhere('one.wantsCallBack = 1 AND one.calledBackAt IS NULL');
    if (since !== undefined) query.andWhere('one.takenAt >= :since', { since });
    if (until !== undefined) query.andWhere('one.takenAt < :until', { until });
    query.orderBy('one.takenAt', 'DESC').addOrderBy('one.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, { page, pageSize });
    return { items: await this.shown(manager, rows), ...total, page, pageSize };
  }

  /** @throws not_found for a call of another desk's area */
  async mustSee(manager: EntityManager, callId: string, actor: Actor): Promise<DeskCall> {
    const row = await manager.findOneBy(DeskCall, { id: callId });
    const isOwn = row && covers(actor, { companyId: null, ownerId: null, divisionCode: row.divisionCode });
    if (!row || !isOwn) throw AppError.notFound();
    return row;
  }

  async one(manager: EntityManager, callId: string): Promise<DeskCallShown> {
    const [shown] = await this.shown(manager, [await manager.findOneByOrFail(DeskCall, { id: callId })]);
    if (!shown) throw new Error('a call was not shown');
    return shown;
  }

  private async shown(manager: EntityManager, rows: DeskCall[]): Promise<DeskCallShown[]> {
    const ids = rows.map(({ id }) => id);
    const callBacks =
      ids.length === 0
        ? []
        : await manager.find(DeskCallBack, { where: { callId: In(ids) }, order: { id: 'ASC' } });
    const liftIds = rows.flatMap(({ liftId }) => liftId ?? []);
    const lifts = liftIds.length === 0 ? [] : await manager.findBy(Lift, { id: In(liftIds) });
    const liftOf = new Map(lifts.map((lift) => [lift.id, lift]));
    const nameOf = await personNames(manager, [
      ...rows.map(({ takenBy }) => takenBy),
      ...callBacks.map(({ personId }) => personId),
    ]);
    const shown: DeskCallShown[] = [];
    for (const row of rows) {
      const { id, takenAt, kind, settledAt, entrapmentId, wantsCallBack, ringAt } = row;
      const lift = liftOf.get(row.liftId ?? '');
      const phone = row.phoneSealed === null ? '' : maskedPhone(this.cipher.decrypt(row.phoneSealed));
      shown.push({
        ...{ id, takenAt, kind, settledAt, entrapmentId, phone },
        by: nameOf(row.takenBy),
        waitedSeconds: waitedSeconds(ringAt, takenAt),
        hasPhone: row.phoneSealed !== null,
        callsOfDay: await this.callsOfDay(manager, row),
        note: row.noteSealed === null ? '' : this.cipher.decrypt(row.noteSealed),
        lift: lift
          ? { id: lift.id, place: lift.place, ownNumber: lift.ownNumber, rescueCode: lift.rescueCode }
          : null,
        wantsCallBack: wantsCallBack && row.calledBackAt === null,
        callBacks: callBacks
          .filter(({ callId }) => callId === id)
          .map(({ id: backId, at, personId, outcome, satisfaction, note, corrects }) => ({
            ...{ id: backId, at, outcome, satisfaction, note, corrects },
            by: nameOf(personId),
          })),
      });
    }
    return shown;
  }

  private async callsOfDay(manager: EntityManager, { phonePrint, takenAt }: DeskCall): Promise<number> {
    if (phonePrint === null) return 1;
    return manager
      .createQueryBuilder(DeskCall, 'one')
      .where('one.phonePrint = :phonePrint AND one.takenAt > :from AND one.takenAt <= :takenAt', {
        ...{ phonePrint, takenAt, from: takenAt - dayMs },
      })
      .getCount();
  }
}
