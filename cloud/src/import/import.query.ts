import type { importApi } from '@lifttrust/shared-types/import/import.contract';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Provide } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { coverClause, mustCover } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { toRow, toRun } from './import.shape';
import { ImportRow } from './import-row.entity';
import { ImportRun } from './import-run.entity';

@Provide()
export class ImportQuery {
  @Inject() database: Database;

  /** A run of the actor's own division, or of their company; any other does not exist for them. */
  async mustFind(manager: EntityManager, importId: string, actor: Actor): Promise<ImportRun> {
    const run = await manager.findOneBy(ImportRun, { id: importId });
    if (!run) throw AppError.notFound();
    mustCover(actor, { companyId: run.organisationId, ownerId: null, divisionCode: run.divisionCode });
    return run;
  }

  async list({ page, pageSize, kind }: InputOf<typeof importApi.list>, actor: Actor) {
    const builder = this.database.reader.createQueryBuilder(ImportRun, 'run');
    if (actsByArea(actor.role)) {
      const cover = coverClause(actor, 'run');
      builder.where(cover.sql, cover.parameters);
    } else builder.where('run.organisationId = :organisationId', { organisationId: actor.organisationId });
    if (kind) builder.andWhere("COALESCE(run.kind, 'lifts') = :kind", { kind });
    const [runs, total] = await builder
      .orderBy('run.createdAt', 'DESC')
      .addOrderBy('run.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: runs.map((run) => toRun(run)), total, page, pageSize };
  }

  async show(importId: string, actor: Actor) {
    const { manager } = this.database.reader;
    const run = await this.mustFind(manager, importId, actor);
    return toRun(run, await this.sameAs(manager, run));
  }

  /** The latest earlier import of exactly the same file by the same organisation. */
  async sameAs(manager: EntityManager, run: ImportRun): Promise<ImportRun | null> {
    if (!run.fileSha256) return null;
    const { organisationId, fileSha256 } = run;
    return (
      manager
        .createQueryBuilder(ImportRun, 'run')
        .where('run.organisationId = :organisationId AND run.fileSha256 = :fileSha256', {
          organisationId,
          fileSha256,
        })
        .andWhere('run.id < :id', { id: run.id })
        // Given up before anything was written: nobody needs to hear of it.
        .andWhere("NOT (run.state = 'cancelled' AND COALESCE(run.position, 0) = 0)")
        .orderBy('run.id', 'DESC')
        .getOne()
    );
  }

  async rows({ importId, outcome, written, page, pageSize }: InputOf<typeof importApi.rows>, actor: Actor) {
    const manager = this.database.reader.manager;
    const run = await this.mustFind(manager, importId, actor);
    const builder = manager
      .createQueryBuilder(ImportRow, 'row')
      .where('row.importId = :importId', { importId });
    if (outcome) builder.andWhere('row.outcome = :outcome', { outcome });
    if (written) {
      const side = written === 'yes' ? '<=' : '>';
      builder.andWhere(`row.outcome IN ('create', 'update') AND row.rowNumber ${side} :position`, {
        position: run.state === 'committed' ? Number.MAX_SAFE_INTEGER : (run.position ?? 0),
      });
    }
    const [rows, total] = await builder
      .orderBy('row.rowNumber')
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getManyAndCount();
    return { items: rows.map((row) => toRow(row, run)), total, page, pageSize };
  }
}
