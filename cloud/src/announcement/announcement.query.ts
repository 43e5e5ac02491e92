import {
  type Announcement,
  type AnnouncementShown,
  type announcementApi,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import { isCurrent } from '@lifttrust/shared-types/announcement/announcement.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CodeService } from '../code/code.service';
import { coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { AnnouncementLift, AnnouncementRow } from './announcement.entity';

const acting = ['regulator', 'regulator_admin'];
const shownAtOnce = 20;

type ShownRow = Omit<AnnouncementShown, 'untilDay'> & { untilDay: string | null };
const columns = `a.id AS id, a.kind AS kind, a.title AS title, a.text AS text, office.name AS "by",
  a.from_day AS fromDay, a.until_day AS untilDay`;
const today = `a.state = 'published' AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)`;
const joined = 'FROM announcement a LEFT JOIN organisation office ON office.id = a.organisation_id';
const newestFirst = `ORDER BY a.kind, a.from_day DESC, a.id DESC LIMIT ${shownAtOnce}`;

/** Announcements as the desk, units and passengers read them. */
@Singleton()
export class AnnouncementQuery {
  @Inject() database: Database;
  @Inject() codeService: CodeService;

  /** What stands on a lift's public page: for everybody in its area, and for this lift. Announcements before education. */
  async forLift(liftId: string, at: number): Promise<AnnouncementShown[]> {
    const day = dayOf(at);
    const rows: ShownRow[] = await this.database.reader.manager.query(
      `SELECT ${columns} ${joined} JOIN lift l ON l.id = ?
       WHERE ${today} AND (
         (a.audience = 'public' AND SUBSTR(l.division_code, 1, LENGTH(a.division_code)) = a.division_code)
         OR (a.audience = 'lifts' AND EXISTS (
           SELECT 1 FROM announcement_lift al WHERE al.announcement_id = a.id AND al.lift_id = l.id)))
       ${newestFirst}`,
      [liftId, day, day],
    );
    return rows;
  }

  /** @throws not_found for a code that was never ours */
  async behind(token: string, ctx: Ctx): Promise<{ items: AnnouncementShown[] }> {
    const code = await this.codeService.find(this.database.reader.manager, token, ctx.at);
    if (!code) throw AppError.notFound();
    return { items: await this.forLift(code.liftId, ctx.at) };
  }

  /** What is for the reader's unit: of its area, of an area where it answers for lifts, or for it by name. */
  async current(ctx: Ctx): Promise<{ items: AnnouncementShown[] }> {
    const { organisationId } = requireActor(ctx);
    const day = dayOf(ctx.at);
    const items: ShownRow[] = await this.database.reader.manager.query(
      `SELECT ${columns} ${joined} JOIN organisation own ON own.id = ?
       WHERE ${today} AND ((a.audience = 'company' AND a.company_id = own.id)
         OR (a.audience IN ('city', 'district') AND (
           SUBSTR(own.division_code, 1, LENGTH(a.division_code)) = a.division_code
           OR EXISTS (SELECT 1 FROM lift l WHERE (l.company_id = own.id OR l.owner_id = own.id)
             AND SUBSTR(l.division_code, 1, LENGTH(a.division_code)) = a.division_code))))
       ${newestFirst}`,
      [organisationId, day, day],
    );
    return { items };
  }

  async list(input: InputOf<typeof announcementApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { page, pageSize, state, kind, from, until } = input;
    const query = this.within(manager, actor);
    if (state) query.andWhere('a.state = :state', { state });
    if (kind) query.andWhere('a.kind = :kind', { kind });
    if (until) query.andWhere('a.from_day <= :until', { until });
    if (from) query.andWhere('(a.until_day IS NULL OR a.until_day >= :from)', { from });
    query.orderBy('a.from_day', 'DESC').addOrderBy('a.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, { page, pageSize });
    return { items: await this.inFull(manager, rows, actor, ctx.at), ...total, page, pageSize };
  }

  /** @throws not_found */
  async show(manager: EntityManager, announcementId: string, ctx: Ctx): Promise<Announcement> {
    const actor = requireActor(ctx);
    const row = await this.known(manager, announcementId, actor);
    const [shown] = await this.inFull(manager, [row], actor, ctx.at);
    if (!shown) throw AppError.notFound();
    return shown;
  }

  /** @throws not_found for what is not of the reader's area */
  async known(manager: EntityManager, id: string, actor: Actor): Promise<AnnouncementRow> {
    const row = await this.within(manager, actor).andWhere('a.id = :id', { id }).getOne();
    if (!row) throw AppError.notFound();
    return row;
  }

  private within(manager: EntityManager, actor: Actor) {
    const { sql, parameters } = coverClause(actor, 'a');
    return manager.createQueryBuilder(AnnouncementRow, 'a').where(sql, parameters);
  }

  private async inFull(
    manager: EntityManager,
    rows: AnnouncementRow[],
    actor: Actor,
    at: number,
  ): Promise<Announcement[]> {
    const links = await manager.findBy(AnnouncementLift, { announcementId: In(rows.map(({ id }) => id)) });
    const lifts = await manager.findBy(Lift, { id: In([...new Set(links.map(({ liftId }) => liftId))]) });
    const names = await organisationNames(
      manager,
      rows.flatMap(({ organisationId, companyId }) => [organisationId, companyId]),
    );
    const nameOf = await personNames(
      manager,
      rows.flatMap(({ createdBy, publishedBy }) => [createdBy, publishedBy]),
    );
    const acts = acting.includes(actor.role);
    return rows.map(({ organisationId, companyId, createdBy, publishedBy, ...row }) => {
      const own = new Set(links.flatMap((one) => (one.announcementId === row.id ? [one.liftId] : [])));
      return {
        ...row,
        by: names.get(organisationId) ?? '',
        company: companyId ? { id: companyId, name: names.get(companyId) ?? '' } : null,
        lifts: lifts
          .filter(({ id }) => own.has(id))
          .map(({ id, place, ownNumber }) => ({ id, name: `${place} ${ownNumber}`.trim() })),
        isCurrent: isCurrent(row, dayOf(at)),
        createdBy: nameOf(createdBy),
        publishedBy: nameOf(publishedBy),
        may: {
          edit: acts && row.state === 'draft',
          publish: acts && row.state === 'draft',
          withdraw: acts && row.state !== 'withdrawn',
        },
      };
    });
  }
}
