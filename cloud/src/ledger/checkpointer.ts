import type { Checkpoint } from '@lifttrust/shared-types/ledger/ledger.contract';
import { checkpointText, isCheckpointGood } from '@lifttrust/shared-types/proof/proof.signature';
import { rootOfRange } from '@lifttrust/shared-types/proof/proof.subtree';
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
    await this.folder.addKey(this.ledgerSigner.keyId, this.ledgerSigner.publicKey);
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
    if (this.exported) await this.mustContinue(this.exported);
    const root = rootOfRange({ size, hashes: frontier });
    if ((await this.ledgerQuery.rootAt(size)) !== root) {
      throw new Error(
        `The log's head does not fit its ${size} entries: somebody changed the database by hand.`,
      );
    }
    const draft = {
      version: 1 as const,
      logId,
      keyId: this.ledgerSigner.keyId,
      size,
      root,
      at: this.clock.now(),
    };
    const made = { ...draft, signature: this.ledgerSigner.sign(checkpointText(draft)) };
    // The file comes first: a checkpoint that only the database knows protects nothing.
    const exported = await this.folder.add(made);
    if (exported.root !== root)
      throw new Error(`The exported checkpoint of ${size} entries has another root.`);
    this.exported = exported;
    await this.copy(exported);
    return exported;
  }

  /** Never sign a log that does not begin with the one signed last. */
  private async mustContinue(last: Checkpoint): Promise<void> {
    if (!isCheckpointGood(last, this.ledgerSigner.publicKey)) {
      throw new Error(`The exported checkpoint of ${last.size} entries is not signed by the service's key.`);
    }
    const { size } = await this.ledgerQuery.head();
    if (size < last.size || (await this.ledgerQuery.rootAt(last.size)) !== last.root) {
      throw new Error(
        `The database does not hold the log that was signed last (${last.size} entries): entries were removed or ` +
          'changed, or an older copy was restored. Nothing is sealed until this is settled: see docs/proof.md.',
      );
    }
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
