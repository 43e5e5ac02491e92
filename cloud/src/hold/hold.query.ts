import type { Hold, holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { isUnder, mayRelease } from '@lifttrust/shared-types/hold/hold.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { type Clause, coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { areaToday } from '../kernel/area-history';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { pageWithTotal } from '../kernel/paged';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { subjectNames } from './hold.names.query';
import { reachOf, type Subject } from './hold.scope';
import { LegalHold } from './legal-hold.entity';

const placing = ['regulator', 'regulator_admin'];

/** Holds as the offices of an area may see them; whom they are about learns of them from the office alone. */
@Singleton()
export class HoldQuery {
  @Inject() database: Database;

  async list({ state, subjectKind, q, page, pageSize }: InputOf<typeof holdApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = knownClause(actor);
    const query = manager.createQueryBuilder(LegalHold, 'h').where(sql, parameters);
    if (state) query.andWhere(`h.released_at IS ${state === 'in_force' ? 'NULL' : 'NOT NULL'}`);
    if (subjectKind) query.andWhere('h.subject_kind = :subjectKind', { subjectKind });
    if (q) query.andWhere("h.reference LIKE :like ESCAPE '!'", { like: containing(q) });
    query.orderBy('h.placedAt', 'DESC').addOrderBy('h.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, { page, pageSize });
    return { items: await this.shown(manager, rows, actor), ...total, page, pageSize };
  }

  /**
   * What holds a thing now, itself or with its lift or its company, and what held the thing itself before.
   * @throws not_found for what is not in the reader's area
   */
  async about(subject: Subject, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { thing } = await reachOf(manager, subject, actor);
    const ids = [thing.liftId, thing.recordId, ...thing.companyIds].filter((id) => id !== null);
    const rows = await manager.find(LegalHold, {
      where: [
        { subjectId: In(ids), releasedAt: IsNull() },
        { subjectId: subject.subjectId, subjectKind: subject.subjectKind },
      ],
      order: { placedAt: 'DESC', id: 'DESC' },
    });
    const known = rows
      .map((row) => ({ ...row, area: areaToday(row.area) }))
      .filter((row) => isUnder(row, thing) || isOfBelow(row, subject, actor));
    const standingFirst = known.sort((a, b) => Number(a.releasedAt !== null) - Number(b.releasedAt !== null));
    return {
      items: await this.shown(manager, standingFirst, actor),
      may: { place: placing.includes(actor.role) },
    };
  }

  /** As its reader sees it. */
  async one(manager: EntityManager, row: LegalHold, actor: Actor): Promise<Hold> {
    const [shown] = await this.shown(manager, [row], actor);
    if (!shown) throw new Error('a hold was not shown');
    return shown;
  }

  private async shown(manager: EntityManager, found: LegalHold[], actor: Actor): Promise<Hold[]> {
    const rows = found.map((row) => ({ ...row, area: areaToday(row.area) }));
    const names = await subjectNames(manager, rows);
    const offices = await organisationNames(
      manager,
      rows.flatMap(({ officeId, releasedOfficeId }) => [officeId, releasedOfficeId]),
    );
    const people = await personNames(
      manager,
      rows.flatMap(({ placedBy, releasedBy }) => [placedBy, releasedBy]),
    );
    const officeOf = (id: string | null) => offices.get(id ?? '') ?? '';
    return rows.map((row) => ({
      ...{ id: row.id, subjectKind: row.subjectKind, subjectId: row.subjectId },
      subjectName: names.get(row.subjectId) ?? '',
      ...{ reference: row.reference, reason: row.reason, placedAt: row.placedAt },
      ...{ office: officeOf(row.officeId), placedBy: people(row.placedBy) },
      released:
        row.releasedAt === null
          ? null
          : {
              ...{ at: row.releasedAt, reason: row.releaseReason },
              ...{ office: officeOf(row.releasedOfficeId), by: people(row.releasedBy) },
            },
      may: {
        release:
          row.releasedAt === null &&
          placing.includes(actor.role) &&
          mayRelease(row, areaToday(actor.divisionCode)),
      },
    }));
  }
}

/** Offices below hold a company in a part of the reader's area. */
const isOfBelow = (row: LegalHold, { subjectId }: Subject, { divisionCode }: Actor): boolean =>
  row.subjectKind === 'company' &&
  row.subjectId === subjectId &&
  row.area.startsWith(areaToday(divisionCode));

/** An area's holds are those on what lies in it, and those on companies from an office above it. */
export function knownClause(actor: Actor): Clause {
  const { sql, parameters } = coverClause(actor, 'h');
  return {
    sql: `(${sql} OR (h.subject_kind = 'company' AND SUBSTR(:ownArea, 1, LENGTH(h.area)) = h.area))`,
    parameters: { ...parameters, ownArea: actor.divisionCode },
  };
}
