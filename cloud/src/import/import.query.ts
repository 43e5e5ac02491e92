import type { importApi } from '@lifttrust/shared-types/import/import.contract';
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

  /** A run of the actor's own division; any other does not exist for them. */
  async mustFind(manager: EntityManager, importId: string, actor: Actor): Promise<ImportRun> {
    const run = await manager.findOneBy(ImportRun, { id: importId });
    if (!run) throw AppError.notFound();
    mustCover(actor, { companyId: null, ownerId: null, divisionCode: run.divisionCode });
    return run;
  }

  async list({ page, pageSize }: InputOf<typeof importApi.list>, actor: Actor) {
    const cover = coverClause(actor, 'run');
    const [runs, total] = await this.database.reader
      .createQueryBuilder(ImportRun, 'run')
      .where(cover.sql, cover.parameters)
      .orderBy('run.createdAt', 'DESC')
      .addOrderBy('run.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: runs.map(toRun), total, page, pageSize };
  }

  async show(importId: string, actor: Actor) {
    return toRun(await this.mustFind(this.database.reader.manager, importId, actor));
  }

  async rows({ importId, outcome, page, pageSize }: InputOf<typeof importApi.rows>, actor: Actor) {
    const manager = this.database.reader.manager;
    await this.mustFind(manager, importId, actor);
    const [rows, total] = await manager.findAndCount(ImportRow, {
      where: { importId, ...(outcome ? { outcome } : {}) },
      order: { rowNumber: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items: rows.map(toRow), total, page, pageSize };
  }
}
