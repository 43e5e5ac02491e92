import { createHash } from 'node:crypto';
import type { EvidenceManifest } from '@lifttrust/shared-types/evidence/evidence.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { lots } from '../archive/archive.builder';
import { ArchiveEnd } from '../archive/archive.end';
import { ArchiveLifts, type LiftFolder } from '../archive/archive.lifts';
import type { ToPack } from '../archive/archive.records.query';
import type { PackedFile } from '../archive/archive-part.entity';
import { packFile } from '../archive/zip';
import { sha256Of } from '../file/object.keys';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Checkpointer } from '../ledger/checkpointer';
import { type Bundle, LedgerBundleQuery } from '../ledger/ledger.bundle.query';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordExport } from '../record/record.export';
import { CallUpRow } from './call-up.entity';
import { CallUpPart } from './call-up-part.entity';
import { CalledRecord } from './called-record.entity';
import { callUpNote } from './evidence.note';

/** Bytes from which a piece is written: what is held in memory at a time, besides one lift's prints. */
const pieceBytes = 4 * 1_048_576;

/** The file as far as it is made. */
interface Making {
  row: CallUpRow;
  claimId: string;
  waiting: Buffer[];
  size: number;
  parts: number;
  bytes: number;
  whole: ReturnType<typeof createHash>;
  files: PackedFile[];
  lines: string[];
}

/**
 * An evidence file: what a monthly package holds of a record, of the records that were called up, with the proof of the
 * call-up itself and, where asked for, the photographs as they were taken.
 */
@Singleton()
export class EvidenceFile {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() stores: ObjectStores;
  @Inject() checkpointer: Checkpointer;
  @Inject() ledgerBundleQuery: LedgerBundleQuery;
  @Inject() archiveLifts: ArchiveLifts;
  @Inject() archiveEnd: ArchiveEnd;
  @Inject() recordExport: RecordExport;

  /**
   * @param row claimed by the caller; nothing is written once somebody else has claimed it
   * @param isStopping asked between some lifts and the next
   * @throws when something is not under a checkpoint yet: it is tried again
   */
  async make(row: CallUpRow & { claimId: string }, isStopping: () => boolean): Promise<void> {
    await this.forgetBroken(row.id);
    await this.checkpointer.checkpoint();
    const bundle = await this.ledgerBundleQuery.begin(await this.ledgerBundleQuery.checkedSize());
    const records = await this.recordsOf(row.id, bundle);
    const making: Making = {
      ...{ row, claimId: row.claimId, waiting: [], size: 0, parts: 0, bytes: 0 },
      ...{ whole: createHash('sha256'), files: [], lines: [] },
    };
    for (const lot of lots(records)) {
      if (isStopping()) return;
      for (const folder of await this.archiveLifts.folders(bundle, lot)) await this.addLift(making, folder);
    }
    await this.addOwnProof(making, bundle, records);
    await this.end(making, bundle, records.length);
  }

  private async recordsOf(callUpId: string, { checkpoint }: Bundle): Promise<ToPack[]> {
    const { manager } = this.database.reader;
    const called = await manager.findBy(CalledRecord, { callUpId });
    const records = await manager.find(MaintenanceRecord, {
      select: { id: true, liftId: true, entrySeq: true },
      where: { id: In(called.map(({ recordId }) => recordId)) },
    });
    return records
      .map(({ id: recordId, liftId, entrySeq }) => {
        if (entrySeq === null || entrySeq > checkpoint.size)
          throw new Error(`a record is not under a checkpoint yet: ${recordId}`);
        return { recordId, liftId, entrySeq };
      })
      .sort((a, b) => (a.liftId < b.liftId ? -1 : a.liftId > b.liftId ? 1 : a.entrySeq - b.entrySeq));
  }

  private async addLift(making: Making, folder: LiftFolder): Promise<void> {
    for (const { path, content } of folder.files) await this.add(making, path, content);
    making.lines.push(...folder.lines);
    if (!making.row.withPhotos) return;
    for (const { fileId, path } of folder.photos) {
      const bytes = await this.recordExport.picture(fileId, 'original');
      // Missing or altered in the store: the list of photographs still names it with its hash.
      if (bytes.length > 0) await this.add(making, `${path}.${endingOf(bytes)}`, bytes);
    }
  }

  /** That it was called up, by whom and what for, as it was sealed for each lift. */
  private async addOwnProof(making: Making, bundle: Bundle, records: ToPack[]): Promise<void> {
    const liftIds = [...new Set(records.map(({ liftId }) => liftId))];
    const from = Math.max(...records.map(({ entrySeq }) => entrySeq));
    const entries = await this.ledgerBundleQuery.entriesFrom(bundle, liftIds, from);
    const own = entries.filter(({ openText }) => openText.includes(`"${making.row.id}"`));
    if (own.length !== liftIds.length) throw new Error('the call-up is not under a checkpoint yet');
    const proof = await this.ledgerBundleQuery.packageOf(bundle, own);
    await this.add(making, 'call-up.json', Buffer.from(JSON.stringify(proof)));
  }

  private async add(making: Making, path: string, content: Buffer): Promise<void> {
    const { file, bytes } = await packFile(path, content, making.row.at);
    making.files.push(file);
    making.waiting.push(bytes);
    making.size += bytes.length;
    if (making.size >= pieceBytes) await this.write(making);
  }

  private async end(making: Making, bundle: Bundle, records: number): Promise<void> {
    const { row, files, lines, claimId } = making;
    const head = await this.headOf(row, bundle, records);
    const words = callUpNote(head, row);
    const end = await this.archiveEnd.close({ head, words, before: files, lines, bundle, at: row.at });
    making.waiting.push(...end.bytes);
    await this.write(making);
    const { id } = row;
    const sha256 = making.whole.digest('hex');
    await this.work.run(this.ctx(), async (tx) => {
      const done = { state: 'ready', bytes: making.bytes, sha256, progressAt: tx.at } as const;
      const { affected } = await tx.manager.update(CallUpRow, { id, claimId, state: 'preparing' }, done);
      if (affected !== 1) throw new Error('somebody else packs it');
      await tx.audit('evidence.prepared', 'evidence', id, { bytes: making.bytes, sha256 });
    });
  }

  private async headOf(
    row: CallUpRow,
    bundle: Bundle,
    records: number,
  ): Promise<Omit<EvidenceManifest, 'files'>> {
    const { id, purpose, reference, organisationId, personId, at } = row;
    const { manager } = this.database.reader;
    const organisations = await organisationNames(manager, [organisationId]);
    const people = await personNames(manager, [personId]);
    return {
      format: 'lifttrust/evidence/v1',
      ...{ callUpId: id, purpose, reference, calledUpAt: at, by: people(personId) },
      organisation: { id: organisationId, name: organisations.get(organisationId) ?? '' },
      ...{ logId: bundle.logId, logSize: bundle.checkpoint.size, records },
      preparedAt: this.clock.now(),
    };
  }

  /** The object first: a row never names bytes that are not there. */
  private async write(making: Making): Promise<void> {
    const { row, claimId } = making;
    const bytes = Buffer.concat(making.waiting);
    const [id, number] = [newId(), making.parts + 1];
    const objectKey = `call-ups/${row.id}/${String(number).padStart(6, '0')}-${id}`;
    await this.stores.main.put(objectKey, bytes, { contentType: 'application/octet-stream' });
    const part = { id, callUpId: row.id, claimId, number, objectKey, sha256: sha256Of(bytes) };
    await this.work.run(this.ctx(), async (tx) => {
      const held = { id: row.id, claimId, state: 'preparing' as const };
      const { affected } = await tx.manager.update(CallUpRow, held, { progressAt: tx.at });
      if (affected !== 1) throw new Error('somebody else packs it');
      await tx.manager.insert(CallUpPart, { ...part, bytes: bytes.length });
    });
    making.whole.update(bytes);
    Object.assign(making, { waiting: [], size: 0, parts: number, bytes: making.bytes + bytes.length });
  }

  /** Pieces of a packing that broke off are part of nothing. */
  private async forgetBroken(callUpId: string): Promise<void> {
    const old = await this.database.reader.manager.findBy(CallUpPart, { callUpId });
    if (old.length === 0) return;
    await this.work.run(this.ctx(), async (tx) => {
      await tx.manager.delete(CallUpPart, { id: In(old.map(({ id }) => id)) });
      await tx.emit('file.gone', { keys: old.map(({ objectKey }) => objectKey) });
    });
  }

  private ctx(): Ctx {
    return systemCtx(this.clock.now(), 'evidence-file');
  }
}

const endingOf = (bytes: Buffer): string =>
  bytes.subarray(1, 4).toString('latin1') === 'PNG'
    ? 'png'
    : bytes.subarray(8, 12).toString('latin1') === 'WEBP'
      ? 'webp'
      : 'jpg';
