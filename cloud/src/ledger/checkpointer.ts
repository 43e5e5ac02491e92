import type { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryLeaf } from '@lifttrust/shared-types/proof/proof.hash';
import { checkpointText } from '@lifttrust/shared-types/proof/proof.signature';
import {
  appendLeaf,
  type CompactRange,
  emptyRange,
  rootOfRange,
} from '@lifttrust/shared-types/proof/proof.subtree';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { CheckpointFolder } from './checkpoint.folder';
import { isHeadOurs, notOurs } from './end-of-log';
import { fastHash, hashOfEntry } from './entry.hash';
import { LedgerQuery } from './ledger.query';
import { toEntry, toReceipt } from './ledger.rows';
import { LedgerSequencer } from './ledger.sequencer';
import { LedgerSigner } from './ledger.signer';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import type { LedgerEntry } from './ledger-entry.entity';
import { LedgerHead } from './ledger-head.entity';

/** Signs the whole log every few seconds and puts the signature where the database's owner cannot reach it. */
@Singleton()
export class Checkpointer {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSigner: LedgerSigner;
  @Inject() ledgerSequencer: LedgerSequencer;

  private folder: CheckpointFolder;
  private exported: Checkpoint | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  /** Before the first request: the log must be the one that was signed last, or the service does not start. */
  async open(): Promise<void> {
    const { logId } = await this.findOrCreateLog();
    // Remembered from here on: who seals must not have to ask.
    await this.ledgerQuery.logId();
    this.folder = new CheckpointFolder(env().checkpointDir, logId);
    for (const { keyId, publicKey } of this.ledgerSigner.keys) await this.folder.addKey(keyId, publicKey);
    this.exported = await this.folder.latest();
    if (!this.exported) return;
    await this.mustContinue(this.exported);
    // A crash between export and insert leaves the copy missing.
    await this.copy(this.exported);
  }

  start(): void {
    this.ledgerSequencer.start();
    this.timer ??= setInterval(() => {
      this.checkpoint().catch((error) => log.error('checkpoint.failed', {}, error));
    }, this.cityService.parameters.checkpointSeconds * 1000);
    this.timer.unref();
  }

  /** One at a time; gives the latest checkpoint, new or not. */
  checkpoint(): Promise<Checkpoint | null> {
    const turn = this.running.then(() => this.make());
    this.running = turn.catch(() => undefined);
    return turn;
  }

  /** Nothing sealed before a stop waits for the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.ledgerSequencer.stop();
    await this.checkpoint().catch((error) => log.error('checkpoint.last_failed', {}, error));
  }

  private async make(): Promise<Checkpoint | null> {
    await this.ledgerSequencer.settleAndReport();
    const head = await this.ledgerQuery.head();
    const { logId, size, frontier } = head;
    if (size === (this.exported?.size ?? 0)) return this.exported;
    const root = await this.rootOfWitnessed(size);
    if (rootOfRange({ size, hashes: frontier }) !== root) throw new Error(notOurs(size));
    if (!(await isHeadOurs(this.database.reader, head, this.ledgerSigner))) throw new Error(notOurs(size));
    const key = this.ledgerSigner.current();
    const draft = {
      version: 1 as const,
      logId,
      keyId: key.keyId,
      size,
      root,
      at: this.clock.now(),
    };
    const made = { ...draft, signature: key.sign(checkpointText(draft)) };
    // The file comes first: a checkpoint that only the database knows protects nothing.
    const exported = await this.folder.add(made);
    if (exported.root !== root)
      throw new Error(`The exported checkpoint of ${size} entries has another root.`);
    this.exported = exported;
    await this.copy(exported);
    return exported;
  }

  /** Never sign a log that does not begin with the one signed last; gives that beginning. */
  private async mustContinue(last: Checkpoint): Promise<CompactRange> {
    if (!this.ledgerSigner.isCheckpointOurs(last)) {
      throw new Error(`The exported checkpoint of ${last.size} entries is not signed by the service's key.`);
    }
    const { size } = await this.ledgerQuery.head();
    const range = await this.ledgerQuery.rangeAt(last.size);
    if (size < last.size || rootOfRange(range) !== last.root) throw new Error(notOurs(last.size));
    return range;
  }

  /**
   * Root over entries that this service sealed itself, each with its own receipt: somebody who writes into the
   * database by hand between two checkpoints must not get it signed.
   */
  private async rootOfWitnessed(size: number): Promise<string> {
    let range = this.exported ? await this.mustContinue(this.exported) : emptyRange;
    const logId = await this.ledgerQuery.logId();
    while (range.size < size) {
      const rows = await this.ledgerQuery.numberedAfter(range.size);
      if (rows.length === 0) throw new Error(notOurs(size));
      for (const row of rows.slice(0, size - range.size)) {
        if (row.seq !== range.size + 1 || !this.isOurs(row, logId)) throw new Error(notOurs(range.size + 1));
        range = appendLeaf(range, row.leaf ?? '').range;
      }
    }
    return rootOfRange(range);
  }

  private isOurs(row: LedgerEntry, logId: string): boolean {
    const entry = toEntry(row);
    return (
      hashOfEntry(entry) === entry.hash &&
      entryLeaf(entry) === row.leaf &&
      fastHash(entry.closed) === entry.closedHash &&
      this.ledgerSigner.isReceiptOurs(toReceipt(row, logId))
    );
  }

  private async copy(checkpoint: Checkpoint): Promise<void> {
    const { version: _, ...row } = checkpoint;
    const present = await this.database.reader.manager.existsBy(LedgerCheckpoint, { size: row.size });
    if (present) return;
    try {
      await this.work.run(systemCtx(this.clock.now(), 'checkpoint'), (tx) =>
        tx.manager.insert(LedgerCheckpoint, row),
      );
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }

  private async findOrCreateLog(): Promise<LedgerHead> {
    const { manager } = this.database.reader;
    const head = await manager.findOneBy(LedgerHead, { id: 1 });
    if (head) return head;
    try {
      await this.work.run(systemCtx(this.clock.now(), 'log'), (tx) =>
        tx.manager.insert(LedgerHead, { id: 1, logId: newId(), size: 0, frontier: [] }),
      );
    } catch (error) {
      // Another process made it first.
      if (!isUniqueViolation(error)) throw error;
    }
    return manager.findOneByOrFail(LedgerHead, { id: 1 });
  }
}
