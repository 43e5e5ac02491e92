import type { CallUp, CallUpLift, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { isOpen, isQuiet, purposesOf } from '@lifttrust/shared-types/evidence/evidence.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { type Clause, coverClause, everything } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { withText } from '../lift/lift.query';
import { namesOf, organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { toCard } from '../record/record.query';
import { CallUpRow } from './call-up.entity';
import { CalledRecord } from './called-record.entity';
import { callableClause, knownCallUp, knownClause } from './evidence.scope';

const liftsShown = 20;

/** Call-ups as everybody concerned may see them. */
@Singleton()
export class EvidenceQuery {
  @Inject() database: Database;

  async lifts({ q }: InputOf<typeof evidenceApi.lifts>, ctx: Ctx): Promise<{ items: CallUpLift[] }> {
    const { manager } = this.database.reader;
    const { sql, parameters } = await callableClause(manager, requireActor(ctx), 'lift');
    const query = manager.createQueryBuilder(Lift, 'lift').where(sql, parameters);
    withText(query, q);
    const found = await query.orderBy('lift.id').limit(liftsShown).getMany();
    const names = await namesOf(manager, found);
    const nameOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? ''));
    return {
      items: found.map(({ id, place, ownNumber, rescueCode, registrationCode, companyId, ownerId }) => ({
        ...{ id, place, ownNumber, rescueCode, registrationCode },
        ...{ companyName: nameOf(companyId), ownerName: nameOf(ownerId) },
      })),
    };
  }

  async list(input: InputOf<typeof evidenceApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = knownClause(actor, ctx.at);
    const query = manager.createQueryBuilder(CallUpRow, 'c').where(sql, parameters);
    const { recordId, liftId, purpose } = input;
    const about = (column: string, value: string) =>
      query.andWhere(
        `c.id IN (SELECT about.call_up_id FROM called_record about WHERE about.${column} = :${column})`,
        { [column]: value },
      );
    if (recordId) about('record_id', recordId);
    if (liftId) about('lift_id', liftId);
    if (purpose) query.andWhere('c.purpose = :purpose', { purpose });
    query.orderBy('c.at', 'DESC').addOrderBy('c.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, input);
    const items = await this.shown(manager, rows, actor, ctx.at);
    return { items, ...total, page: input.page, pageSize: input.pageSize };
  }

  async show(callUpId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const row = await knownCallUp(manager, callUpId, actor, ctx.at);
    const { sql, parameters } = reachOf(row, actor);
    const records = await manager
      .createQueryBuilder(MaintenanceRecord, 'r')
      .innerJoin(CalledRecord, 'cr', 'cr.record_id = r.id')
      .where('cr.call_up_id = :callUpId', { callUpId })
      .andWhere(sql, parameters)
      .orderBy('r.completedAt', 'DESC')
      .addOrderBy('r.id', 'DESC')
      .getMany();
    return { ...(await this.one(manager, row, actor, ctx.at)), items: records.map(toCard) };
  }

  /** As its reader sees it. */
  async one(manager: EntityManager, row: CallUpRow, actor: Actor, at: number): Promise<CallUp> {
    const [shown] = await this.shown(manager, [row], actor, at);
    if (!shown) throw new Error('a call-up was not shown');
    return shown;
  }

  private async shown(
    manager: EntityManager,
    rows: CallUpRow[],
    actor: Actor,
    at: number,
  ): Promise<CallUp[]> {
    const counts = await countsOf(manager, rows, actor);
    const people = await personNames(
      manager,
      rows.map(({ personId }) => personId),
    );
    const organisations = await organisationNames(
      manager,
      rows.map(({ organisationId }) => organisationId),
    );
    return rows.map((row) => {
      const isOwn = row.organisationId === actor.organisationId && purposesOf(actor.role).length > 0;
      const isParty = ['company_admin', 'owner_admin', 'owner_officer'].includes(actor.role);
      const { id, purpose, reference, organisationId, endsAt, shownFrom, closedAt } = row;
      return {
        ...{ id, purpose, reference, at: row.at, endsAt, shownFrom, closedAt },
        // What was looked for in a case may name who complained.
        reason: isParty && (isQuiet(purpose) || purpose === 'complaint') ? '' : row.reason,
        organisation: { id: organisationId, name: organisations.get(organisationId) ?? '' },
        by: people(row.personId),
        ...{ from: row.fromDay, until: row.untilDay },
        ...(counts.get(id) ?? { lifts: 0, records: 0 }),
        outcome: isParty ? '' : row.outcome,
        file: { state: row.state, withPhotos: row.withPhotos, bytes: row.bytes, sha256: row.sha256 },
        may: { read: isOwn && isOpen(row, at), close: isOwn && closedAt === null },
      };
    });
  }
}

/** Whoever called up sees all of it; everybody else what is of their own area, company or buildings. */
const reachOf = (row: CallUpRow, actor: Actor): Clause =>
  row.organisationId === actor.organisationId ? everything : coverClause(actor, 'cr');

async function countsOf(manager: EntityManager, rows: CallUpRow[], actor: Actor) {
  const counts = new Map<string, { lifts: number; records: number }>();
  const isOwn = (row: CallUpRow) => row.organisationId === actor.organisationId;
  for (const some of [rows.filter(isOwn), rows.filter((row) => !isOwn(row))]) {
    const [first] = some;
    if (!first) continue;
    const { sql, parameters } = reachOf(first, actor);
    const found = await manager
      .createQueryBuilder(CalledRecord, 'cr')
      .select('cr.call_up_id', 'id')
      .addSelect('COUNT(*)', 'records')
      .addSelect('COUNT(DISTINCT cr.lift_id)', 'lifts')
      .where({ callUpId: In(some.map(({ id }) => id)) })
      .andWhere(sql, parameters)
      .groupBy('cr.call_up_id')
      .getRawMany<{ id: string; records: number | string; lifts: number | string }>();
    for (const { id, records, lifts } of found)
      counts.set(id, { lifts: Number(lifts), records: Number(records) });
  }
  return counts;
}
