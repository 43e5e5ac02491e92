import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { canonicalJson } from '@lifttrust/shared-types/proof/proof.hash';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { CityService } from '../city/city.service';
import { sha256Of } from '../file/object.keys';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { fastHash } from '../ledger/entry.hash';
import type { Bundle } from '../ledger/ledger.bundle.query';
import type { LedgerEntry } from '../ledger/ledger-entry.entity';
import type { MaintenanceRecord } from '../record/record.entity';
import { RecordExport } from '../record/record.export';
import { RecordQuery } from '../record/record.query';
import { readingAs } from '../record/record.reading';
import { ArchivePrintThreads } from './archive.print.threads';
import { ArchivePrint } from './archive-print.entity';

/** A record with everything sealed about it that a package holds. */
export interface Filed {
  record: MaintenanceRecord;
  entries: LedgerEntry[];
}

/** Another layout makes another print of the same record. */
const layout = 1;

const printKey = (sha256: string) => `prints/${sha256.slice(0, 2)}/${sha256}`;

/** Prints of records for packages, without photographs: made once, kept, and made again when something was added. */
@Singleton()
export class ArchivePrints {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() stores: ObjectStores;
  @Inject() recordQuery: RecordQuery;
  @Inject() recordExport: RecordExport;
  @Inject() threads: ArchivePrintThreads;

  /** The prints of some records, by their ids; those that are missing are made side by side. One that cannot be made is absent. */
  async of(bundle: Bundle, filed: readonly Filed[]): Promise<Map<string, Buffer>> {
    const kept = await this.database.reader.manager.findBy(ArchivePrint, {
      recordId: In(filed.map(({ record }) => record.id)),
    });
    const rows = new Map(kept.map((row) => [row.recordId, row]));
    const made = await Promise.all(
      filed.map(async (one): Promise<[string, Buffer | null]> => {
        const row = rows.get(one.record.id);
        return [one.record.id, (await this.kept(row, one)) ?? (await this.make(bundle, one))];
      }),
    );
    return new Map(made.filter((one): one is [string, Buffer] => one[1] !== null));
  }

  /** Null where there is none, where it shows less than is sealed by now, or where it is not what was stored. */
  private async kept(row: ArchivePrint | undefined, filed: Filed): Promise<Buffer | null> {
    if (row?.shows !== shownBy(filed)) return null;
    const bytes = await this.stores.main.get(row.objectKey);
    return bytes && sha256Of(bytes) === row.sha256 ? bytes : null;
  }

  /** Null where the record cannot be shown, e.g. without its entry: that keeps no other record from its package. */
  private async make(bundle: Bundle, filed: Filed): Promise<Buffer | null> {
    const bytes = await this.print(bundle, filed).catch((problem: unknown) => {
      if (!(problem instanceof AppError) || problem.kind === 'unavailable') throw problem;
      log.error('archive.not_printed', { recordId: filed.record.id }, problem);
      return null;
    });
    if (!bytes) return null;
    const sha256 = sha256Of(bytes);
    const objectKey = printKey(sha256);
    await this.stores.main.put(objectKey, bytes, { contentType: 'application/pdf' });
    const recordId = filed.record.id;
    const row = { recordId, shows: shownBy(filed), objectKey, sha256, bytes: bytes.length };
    await this.work.run(this.ctx(), async (tx) => {
      const [before] = await tx.manager.findBy(ArchivePrint, { recordId });
      await tx.manager.delete(ArchivePrint, { recordId });
      await tx.manager.insert(ArchivePrint, { ...row, printedAt: tx.at });
      if (before && before.objectKey !== objectKey) await tx.emit('file.gone', { keys: [before.objectKey] });
    });
    return bytes;
  }

  private async print(bundle: Bundle, { record, entries }: Filed): Promise<Buffer> {
    const { manager } = this.database.reader;
    // What a company reads of its own record is what a package shows: to it and to the owner alike.
    const ctx = readingAs(record, this.ctx());
    const detail = await this.recordQuery.detail(manager, record.id, ctx);
    const signatures = await Promise.all(
      detail.signatures.map(async ({ who, as, at, fileId }) => ({
        ...{ who, as, at },
        png: await this.recordExport.picture(fileId, 'original'),
      })),
    );
    const sealed = entries.find(({ hash }) => hash === record.contentHash);
    const extra = {
      cityName: this.cityService.city.name,
      verificationUrl: `${env().publicUrl}/v/${record.verificationCode}`,
      printedBy: '月度档案包',
      printedAt: this.clock.now(),
      signatures,
      seal: {
        seq: sealed?.seq ?? record.entrySeq,
        entryHash: record.contentHash,
        checkpoint: bundle.checkpoint,
      },
    };
    return this.threads.print({ detail, extra });
  }

  private ctx(): Ctx {
    return systemCtx(this.clock.now(), 'archive-print');
  }
}

/** Changes with everything that is sealed about the record. */
const shownBy = ({ entries }: Filed): string =>
  fastHash(canonicalJson({ layout, entries: entries.map(({ hash }) => hash) }));
