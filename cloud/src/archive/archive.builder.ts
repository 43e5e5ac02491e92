import { createHash } from 'node:crypto';
import { archiveDueOn } from '@lifttrust/shared-types/archive/archive.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import { CityService } from '../city/city.service';
import { sha256Of } from '../file/object.keys';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { type Bundle, LedgerBundleQuery } from '../ledger/ledger.bundle.query';
import { ArchiveEnd } from './archive.end';
import { Archive } from './archive.entity';
import { ArchiveLifts, type LiftFolder } from './archive.lifts';
import { recordsOf, type ToPack } from './archive.records.query';
import { ArchivePart, type PackedFile } from './archive-part.entity';
import { packFile } from './zip';

/** Lifts looked up together, and bytes from which a piece is written: what is held in memory at a time. */
const liftsAtOnce = 16;
const pieceBytes = 4 * 1_048_576;

/** Somebody else is at work on the package: whoever hears this stops. */
export class ClaimLost extends Error {}

interface Piece {
  bytes: Buffer[];
  size: number;
  files: PackedFile[];
  lines: string[];
  lifts: number;
  records: number;
  lastLiftId: string | null;
}

const emptyPiece = (): Piece => ({
  ...{ bytes: [], size: 0, files: [], lines: [], lifts: 0, records: 0, lastLiftId: null },
});

/**
 * Writes a package piece by piece into the object store. Each piece is whole files of whole lifts, and is there with
 * the row that says so; whoever goes on after a crash begins with the lift after the last piece.
 */
@Singleton()
export class ArchiveBuilder {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() stores: ObjectStores;
  @Inject() ledgerBundleQuery: LedgerBundleQuery;
  @Inject() archiveLifts: ArchiveLifts;
  @Inject() archiveEnd: ArchiveEnd;

  /**
   * @param isStopping asked between two lots of lifts; what is written by then stays
   * @throws ClaimLost when another process has taken the package over
   */
  async build(archive: Archive, claimId: string, isStopping: () => boolean): Promise<void> {
    const bundle = await this.ledgerBundleQuery.begin(archive.logSize);
    const { lastLiftId } = archive;
    const left = (await recordsOf(this.database.reader.manager, archive)).filter(
      ({ liftId }) => lastLiftId === null || liftId > lastLiftId,
    );
    let piece = emptyPiece();
    for (const lot of lots(left)) {
      if (isStopping()) return;
      await this.mustHold(archive.id, claimId);
      for (const folder of await this.archiveLifts.folders(bundle, lot)) {
        await this.pack(piece, folder, archive.createdAt);
        if (piece.size < pieceBytes) continue;
        await this.write(archive, claimId, piece);
        piece = emptyPiece();
      }
    }
    if (piece.size > 0) await this.write(archive, claimId, piece);
    await this.finish(archive, claimId, bundle);
  }

  /** Says that somebody is at work, since a piece may take longer than a silent process is waited for. */
  private mustHold(id: string, claimId: string): Promise<void> {
    return this.act(async (tx) => {
      const held = await tx.manager.update(Archive, { id, claimId }, { progressAt: tx.at });
      if (held.affected !== 1) throw new ClaimLost();
    });
  }

  private async pack(piece: Piece, folder: LiftFolder, at: number): Promise<void> {
    for (const { path, content } of folder.files) {
      const { file, bytes } = await packFile(path, content, at);
      piece.bytes.push(bytes);
      piece.size += bytes.length;
      piece.files.push(file);
    }
    piece.lines.push(...folder.lines);
    piece.lifts += 1;
    piece.records += folder.records;
    piece.lastLiftId = folder.liftId;
  }

  /** The object first: a row never names bytes that are not there. */
  private async write(archive: Archive, claimId: string, piece: Piece): Promise<void> {
    const number = archive.parts + 1;
    const bytes = Buffer.concat(piece.bytes);
    const id = newId();
    const objectKey = `archives/${archive.id}/${String(number).padStart(6, '0')}-${id}`;
    await this.stores.main.put(objectKey, bytes, { contentType: 'application/octet-stream' });
    const next = {
      parts: number,
      bytes: archive.bytes + bytes.length,
      liftsDone: archive.liftsDone + piece.lifts,
      recordsDone: archive.recordsDone + piece.records,
      lastLiftId: piece.lastLiftId ?? archive.lastLiftId,
    };
    await this.act(async (tx) => {
      const held = { id: archive.id, claimId, parts: archive.parts };
      const moved = await tx.manager.update(Archive, held, { ...next, progressAt: tx.at });
      if (moved.affected !== 1) throw new ClaimLost();
      const { files, lines } = piece;
      const row = { id, archiveId: archive.id, number, objectKey, sha256: sha256Of(bytes), files, lines };
      await tx.manager.insert(ArchivePart, { ...row, startsAt: archive.bytes, bytes: bytes.length });
    });
    Object.assign(archive, next);
  }

  /** The pieces that name everything before them, and the hash of the whole, read back from the store. */
  private async finish(archive: Archive, claimId: string, bundle: Bundle): Promise<void> {
    const { manager } = this.database.reader;
    const last = await manager.findOneBy(ArchivePart, { archiveId: archive.id, number: archive.parts });
    const isEnded = last?.files.some(({ path }) => path === 'manifest.json') ?? false;
    if (!isEnded) {
      const piece = emptyPiece();
      const end = await this.archiveEnd.files(archive, bundle);
      piece.bytes.push(...end.bytes);
      piece.files.push(...end.files);
      await this.write(archive, claimId, piece);
    }
    const sha256 = await this.hashOfAll(archive.id);
    await this.act(async (tx) => {
      const { month, version } = archive;
      const terms = this.cityService.parameters.archives;
      const dueOn = archiveDueOn({ month, version, preparedOn: dayOf(tx.at) }, terms);
      const done = await tx.manager.update(
        Archive,
        { id: archive.id, claimId, state: 'preparing' },
        {
          ...{ state: 'ready', sha256, dueOn, readyAt: tx.at, claimId: null },
          // As packed: what was counted when it was planned may have been more.
          ...{ lifts: archive.liftsDone, records: archive.recordsDone },
        },
      );
      if (done.affected !== 1) throw new ClaimLost();
      await tx.audit('archive.prepared', 'archive', archive.id, { month, version, bytes: archive.bytes });
    });
  }

  /** Reads everything back: a piece that is not what was written never becomes a package. */
  private async hashOfAll(archiveId: string): Promise<string> {
    const { manager } = this.database.reader;
    const parts = await manager.find(ArchivePart, {
      select: { id: true, number: true, objectKey: true, sha256: true },
      where: { archiveId },
      order: { number: 'ASC' },
    });
    const whole = createHash('sha256');
    for (const { objectKey, sha256 } of parts) {
      const bytes = await this.stores.main.get(objectKey);
      if (!bytes || sha256Of(bytes) !== sha256)
        throw new Error(`a piece of the package is not what was written: ${objectKey}`);
      whole.update(bytes);
    }
    return whole.digest('hex');
  }

  private act<T>(write: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'archive-build'), write);
  }
}

/** Records of some lifts at a time, all of a lift together; in the order in which they come. */
export function* lots(records: readonly ToPack[]): Generator<ToPack[]> {
  let lot: ToPack[] = [];
  let lifts = 0;
  for (const [at, record] of records.entries()) {
    const isNew = record.liftId !== records[at - 1]?.liftId;
    if (isNew && lifts === liftsAtOnce) {
      yield lot;
      lot = [];
      lifts = 0;
    }
    if (isNew) lifts += 1;
    lot.push(record);
  }
  if (lot.length > 0) yield lot;
}
