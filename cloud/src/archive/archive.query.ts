import type {
  ArchiveDownload,
  Archive as ArchiveSeen,
  archiveApi,
} from '@lifttrust/shared-types/archive/archive.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { organisationNames } from '../lift/lift-names.query';
import { Division } from '../organisation/division.entity';
import { personNames } from '../person/person-names.query';
import { Archive } from './archive.entity';
import { ArchiveLink } from './archive-link.entity';

type Standing = ArchiveSeen['standing'];
/** Whoever may hold the records themselves. Others of the district read the list. */
const holders = ['company_admin', 'owner_officer', 'owner_admin', 'regulator', 'regulator_admin'];

const conditions: Record<Standing, string> = {
  preparing: "a.state = 'preparing'",
  waiting: "a.state = 'ready' AND a.taken_at IS NULL AND a.due_on >= :today",
  late: "a.state = 'ready' AND a.taken_at IS NULL AND a.due_on < :today",
  taken: 'a.taken_at IS NOT NULL',
};

/** Packages as their unit and the district see them. */
@Singleton()
export class ArchiveQuery {
  @Inject() database: Database;

  async list(input: InputOf<typeof archiveApi.list>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const query = within(manager, actor, input.month).setParameter('today', today);
    const counts = await countsOf(query);
    if (input.standing) query.andWhere(conditions[input.standing]);
    query.orderBy('a.month', 'DESC').addOrderBy('a.id', 'DESC');
    const { rows, total } = await pageWithTotal(query, input);
    const items = await this.shown(manager, rows, actor, today);
    return { items, ...total, counts, page: input.page, pageSize: input.pageSize };
  }

  async show(archiveId: string, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const archive = await this.mustSee(manager, archiveId, actor);
    const [shown] = await this.shown(manager, [archive], actor, dayOf(ctx.at));
    if (!shown) throw AppError.notFound();
    return { ...shown, downloads: await this.downloads(manager, archiveId) };
  }

  /** @throws not_found for outsiders */
  async mustSee(manager: EntityManager, archiveId: string, actor: Actor): Promise<Archive> {
    const archive = await manager.findOneBy(Archive, { id: archiveId });
    if (!archive || !covers(actor, archive)) throw AppError.notFound();
    return archive;
  }

  /** @throws not_found also while it is being prepared: `archive.not_ready` */
  async mustHold(manager: EntityManager, archiveId: string, actor: Actor): Promise<Archive> {
    const archive = await this.mustSee(manager, archiveId, actor);
    if (archive.state !== 'ready')
      throw AppError.conflict('archive.not_ready', '档案包还在准备，准备好后会通知您。');
    return archive;
  }

  private async shown(
    manager: EntityManager,
    rows: Archive[],
    actor: Actor,
    today: string,
  ): Promise<ArchiveSeen[]> {
    const names = await organisationNames(
      manager,
      rows.map(({ unitId }) => unitId),
    );
    const people = await personNames(
      manager,
      rows.map(({ takenBy }) => takenBy),
    );
    const codes = [...new Set(rows.map(({ divisionCode }) => divisionCode))];
    const divisions = await manager.findBy(Division, { code: In(codes) });
    return rows.map((row) => {
      const { id, month, side, version, state, lifts, records, recordsDone, readyAt, dueOn, takenAt } = row;
      const division = divisions.find(({ code }) => code === row.divisionCode);
      const isReady = state === 'ready';
      return {
        ...{ id, month, side, version, state, lifts, records, recordsDone, readyAt, dueOn, takenAt },
        unit: { id: row.unitId, name: names.get(row.unitId) ?? '' },
        division: { code: row.divisionCode, name: division?.name ?? row.divisionCode },
        standing: standingOf(row, today),
        bytes: isReady ? row.bytes : null,
        sha256: row.sha256,
        takenBy: people(row.takenBy),
        may: { download: isReady && holders.includes(actor.role) },
      };
    });
  }

  private async downloads(manager: EntityManager, archiveId: string): Promise<ArchiveDownload[]> {
    const links = await manager.find(ArchiveLink, {
      where: { archiveId },
      order: { createdAt: 'DESC' },
      take: 100,
    });
    const used = links.filter(({ sentBytes }) => sentBytes > 0);
    const people = await personNames(
      manager,
      used.map(({ personId }) => personId),
    );
    const units = await organisationNames(
      manager,
      used.map(({ organisationId }) => organisationId),
    );
    return used.map(({ personId, organisationId, createdAt, sentBytes, completedAt }) => ({
      by: people(personId),
      organisation: units.get(organisationId) ?? '',
      at: createdAt,
      bytes: sentBytes,
      completedAt,
    }));
  }
}

export function standingOf({ state, takenAt, dueOn }: Archive, today: string): Standing {
  if (state === 'preparing') return 'preparing';
  if (takenAt !== null) return 'taken';
  return dueOn !== null && dueOn < today ? 'late' : 'waiting';
}

function within(
  manager: EntityManager,
  actor: Actor,
  month: string | undefined,
): SelectQueryBuilder<Archive> {
  const { sql, parameters } = coverClause(actor, 'a');
  const query = manager.createQueryBuilder(Archive, 'a').where(sql, parameters);
  return month ? query.andWhere('a.month = :month', { month }) : query;
}

async function countsOf(query: SelectQueryBuilder<Archive>): Promise<Record<Standing, number>> {
  const counted = query.clone().orderBy().select([]);
  for (const [standing, condition] of Object.entries(conditions))
    counted.addSelect(`SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`, standing);
  const row: Partial<Record<Standing, number | string | null>> = (await counted.getRawOne()) ?? {};
  const of = (standing: Standing) => Number(row[standing] ?? 0);
  return { preparing: of('preparing'), waiting: of('waiting'), late: of('late'), taken: of('taken') };
}
