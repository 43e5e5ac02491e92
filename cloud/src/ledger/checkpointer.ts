import type { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryHash, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { checkpointText } from '@lifttrust/shared-types/proof/proof.signature';
import {
  appendLeaf,
  type CompactRange,
  emptyRange,
  rootOfRange,
} from '@lifttrust/shared-types/proof/proof.subtree';
import { type ILogger, Inject, Logger, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { env } from '../kernel/env';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { CheckpointFolder } from './checkpoint.folder';
import { LedgerQuery } from './ledger.query';
import { LedgerSigner } from './ledger.signer';
import { LedgerCheckpoint } from './ledger-checkpoint.entity';
import { LedgerHead } from './ledger-head.entity';

const tampered = (size: number) =>
  `The database does not hold the log that this service sealed (up to entry ${size}): entries were removed, added or ` +
  'changed, or an older copy was restored. Nothing more is signed until this is settled: see docs/proof.md.';

/** Signs the whole log every few seconds and puts the signature where the database's owner cannot reach it. */
@Singleton()
export class Checkpointer {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSigner: LedgerSigner;
  @Logger() logger: ILogger;

  private folder: CheckpointFolder;
  private exported: Checkpoint | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  /** Before the first request: the log must be the one that was signed last, or the service does not start. */
  async open(): Promise<void> {
    const { logId } = await this.findOrCreateLog();
    this.folder = new CheckpointFolder(env().checkpointDir, logId);
    for (const { keyId, publicKey } of this.ledgerSigner.keys) await this.folder.addKey(keyId, publicKey);
    this.exported = await this.folder.latest();
    if (!this.exported) return;
    await this.mustContinue(this.exported);
    // A crash between export and insert leaves the copy missing.
    await this.copy(this.exported);
  }

  start(): void {
    this.timer ??= setInterval(() => {
      this.checkpoint().catch((error) => this.logger.error('No checkpoint could be made: %s', error));
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
    await this.checkpoint().catch((error) => this.logger.error('No last checkpoint: %s', error));
  }

  private async make(): Promise<Checkpoint | null> {
    const { logId, size, frontier } = await this.ledgerQuery.head();
    if (size === (this.exported?.size ?? 0)) return this.exported;
    const root = await this.rootOfWitnessed(size);
    if (rootOfRange({ size, hashes: frontier }) !== root) throw new Error(tampered(size));
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
    if (size < last.size || rootOfRange(range) !== last.root) throw new Error(tampered(last.size));
    return range;
  }

  /**
   * Root over entries that this service sealed itself, each with its own receipt: somebody who writes into the
   * database by hand between two checkpoints must not get it signed.
   */
  private async rootOfWitnessed(size: number): Promise<string> {
    let range = this.exported ? await this.mustContinue(this.exported) : emptyRange;
    while (range.size < size) {
      const sealed = await this.ledgerQuery.sealedAfter(range.size);
      if (sealed.length === 0) throw new Error(tampered(size));
      for (const { entry, receipt } of sealed.slice(0, size - range.size)) {
        const isOurs =
          entry.seq === range.size + 1 &&
          entryHash(entry) === entry.hash &&
          sha256OfText(entry.closed) === entry.closedHash &&
          this.ledgerSigner.isReceiptOurs(receipt);
        if (!isOurs) throw new Error(tampered(entry.seq));
        range = appendLeaf(range, entry.hash).range;
      }
    }
    return rootOfRange(range);
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
