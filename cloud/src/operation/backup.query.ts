import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type AcceptedLoss,
  type BackupRun,
  BackupRunKind,
  type operationApi,
} from '@lifttrust/shared-types/operation/operation.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { pageWithTotal } from '../kernel/paged';
import type { AcceptedLoss as AcceptedLossRow } from '../ledger/accepted-loss.entity';
import { LedgerLosses } from '../ledger/ledger.losses';
import { BackupRunRow } from './backup-run.entity';

/** What is known of backups and drills. */
@Singleton()
export class BackupQuery {
  @Inject() database: Database;
  @Inject() ledgerLosses: LedgerLosses;

  async list(input: InputOf<typeof operationApi.backups>) {
    const query = this.runs().orderBy('run.at', 'DESC').addOrderBy('run.id', 'DESC');
    if (input.kind) query.where('run.kind = :kind', { kind: input.kind });
    const { rows, total } = await pageWithTotal(query, input);
    return {
      items: rows.map(toRun),
      ...total,
      page: input.page,
      pageSize: input.pageSize,
      places: env().backups.length,
      lastBackup: await this.last('backup'),
      lastDrill: await this.last('drill'),
      losses: (await this.ledgerLosses.all()).map(toLoss),
    };
  }

  /** The newest that went well. */
  async last(kind: BackupRunKind): Promise<BackupRun | null> {
    const row = await this.runs()
      .where('run.kind = :kind AND run.is_good = 1', { kind })
      .orderBy('run.at', 'DESC')
      .limit(1)
      .getOne();
    return row && toRun(row);
  }

  private runs() {
    return this.database.reader.manager.createQueryBuilder(BackupRunRow, 'run');
  }
}

const toLoss = ({
  acceptedBy: by,
  reason: why,
  fromSeq,
  toSeq,
  at,
  ...loss
}: AcceptedLossRow): AcceptedLoss => ({
  ...{ by, why, fromSeq: Number(fromSeq), toSeq: Number(toSeq), at: Number(at) },
  ...{ backup: loss.backup, entryHash: loss.entryHash },
});

const toRun = ({ id, kind, at, endedAt, isGood, facts }: BackupRunRow): BackupRun => ({
  id,
  kind: BackupRunKind.parse(kind),
  at,
  endedAt,
  isGood,
  backup: facts.backup ?? null,
  size: facts.size ?? null,
  records: facts.records ?? null,
  rpoMs: facts.rpoMs ?? null,
  rtoMs: facts.rtoMs ?? null,
  troubles: facts.troubles ?? [],
});
