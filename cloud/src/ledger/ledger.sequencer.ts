import { Inject, Singleton } from '@midwayjs/core';
import { type FindOptionsWhere, In, IsNull, Not } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { EndOfLog, notOurs, type Placed, type WaitingEntry } from './end-of-log';
import { hashOfEntry } from './entry.hash';
import { LedgerQuery } from './ledger.query';
import { toReceipt } from './ledger.rows';
import { LedgerSigner } from './ledger.signer';
import { LedgerEntry } from './ledger-entry.entity';

export type SequencedHandler = (tx: Transaction, entries: readonly Placed[]) => Promise<void>;

/** How long entries gather before they are numbered together: one commit for many, and nobody waits for it. */
const gatherMs = 100;
/** For entries of a process that died, or whose turn failed. */
const pollMs = 1000;
const batchSize = 100;

/**
 * Gives promised entries their numbers, in the order in which they came, many with one commit (docs/adr/0014). One at
 * a time in all processes together, since it holds the lock on the log's head; who submits never waits for that lock.
 */
@Singleton()
export class LedgerSequencer {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() ledgerQuery: LedgerQuery;
  @Inject() ledgerSigner: LedgerSigner;

  private readonly handlers: SequencedHandler[] = [];
  private readonly refused = new Set<number>();
  private running: Promise<unknown> = Promise.resolve();
  private gathering: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;
  private lastSize = 0;

  /** Runs in the transaction that gives the numbers: what it writes stands or falls with them. */
  whenSequenced(handler: SequencedHandler): void {
    this.handlers.push(handler);
  }

  start(): void {
    this.poll ??= setInterval(() => this.wake(), pollMs);
    this.poll.unref();
    // What was promised before a crash is numbered before anything new.
    this.wake();
  }

  /** After a commit that sealed something; does nothing before `start` and after `stop`. */
  wake(): void {
    if (!this.poll) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.settle().catch((error) => log.error('ledger.numbering_failed', {}, error));
    }, gatherMs);
  }

  /** Numbers everything that waits; checkpoints and the end of the service wait for it. */
  settle(): Promise<void> {
    const turn = this.running.then(() => this.drain());
    this.running = turn.catch(() => undefined);
    return turn;
  }

  /** As `settle`, and judges again what was refused before: a forged entry is reported until somebody settles it. */
  settleAndReport(): Promise<void> {
    this.refused.clear();
    return this.settle();
  }

  /** Numbers nothing more by itself; the last checkpoint still settles what waits. */
  stop(): void {
    clearInterval(this.poll);
    clearTimeout(this.gathering);
    this.poll = undefined;
    this.gathering = undefined;
  }

  private async drain(): Promise<void> {
    if (!(await this.database.reader.manager.existsBy(LedgerEntry, this.waiting()))) return;
    for (;;) {
      const ctx = systemCtx(this.clock.now(), 'sequencer');
      // Called from wherever something was sealed, but never part of that request.
      const { size, looked } = await this.work.apart(ctx, (tx) => this.sequence(tx));
      this.lastSize = Math.max(this.lastSize, size);
      // What is sealed from here on wakes the sequencer again.
      if (looked < batchSize) return;
    }
  }

  private waiting(): FindOptionsWhere<LedgerEntry> {
    return { seq: IsNull(), ...(this.refused.size > 0 ? { id: Not(In([...this.refused])) } : {}) };
  }

  /** Gives the size of the log afterwards, and how many waiting entries were looked at. */
  private async sequence(tx: Transaction): Promise<{ size: number; looked: number }> {
    const end = await EndOfLog.take(tx, this.ledgerSigner);
    // An older end, however well signed, would let somebody have the tail numbered anew in another order.
    if (end.size < this.lastSize) throw new Error(notOurs(this.lastSize));
    const logId = await this.ledgerQuery.logId();
    const rows: WaitingEntry[] = await tx.manager.find(LedgerEntry, {
      select: heads,
      where: this.waiting(),
      order: { id: 'ASC' },
      take: batchSize,
    });
    const known = await this.alreadyNumbered(tx, rows);
    const good: WaitingEntry[] = [];
    for (const row of rows) {
      if (!known.has(row.hash) && this.isPromised(row, logId)) {
        good.push(row);
        known.add(row.hash);
      } else this.refuse(row);
    }
    if (good.length === 0) return { size: end.size, looked: rows.length };
    const placed = await end.append(good);
    for (const handler of this.handlers) await handler(tx, placed);
    return { size: end.size, looked: rows.length };
  }

  /** Who owns the database can write rows, but not sign them; a signed one written twice would speak twice. */
  private isPromised(row: WaitingEntry, logId: string): boolean {
    const receipt = toReceipt(row, logId);
    const { kind, liftId, at, closedHash } = row;
    const place = { seq: null, liftSeq: null, previous: null };
    const hash = hashOfEntry({ version: 2, kind, liftId, at, closedHash, open: row.openText, ...place });
    return receipt.version === 2 && hash === row.hash && this.ledgerSigner.isReceiptOurs(receipt);
  }

  private async alreadyNumbered(tx: Transaction, rows: readonly WaitingEntry[]): Promise<Set<string>> {
    const found = await tx.manager.find(LedgerEntry, {
      select: { id: true, hash: true },
      where: { hash: In(rows.map(({ hash }) => hash)), seq: Not(IsNull()) },
    });
    return new Set(found.map(({ hash }) => hash));
  }

  private refuse({ id, kind, liftId }: WaitingEntry): void {
    this.refused.add(id);
    // It was not promised by this service, or is in the log already: docs/proof.md.
    log.error('ledger.entry_refused', { row: id, kind, liftId });
  }
}

/** Everything but the closed part, which its hash stands for until the checkpoint. */
const heads = {
  id: true,
  version: true,
  seq: true,
  kind: true,
  liftId: true,
  liftSeq: true,
  previous: true,
  leaf: true,
  at: true,
  openText: true,
  closedHash: true,
  hash: true,
  keyId: true,
  signature: true,
} as const;
