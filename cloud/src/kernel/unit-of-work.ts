import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Actor, Ctx } from './actor';
import { AuditEntry } from './audit-entry.entity';
import { Clock } from './clock';
import { Database } from './database';
import { isDeadlock, isRetryable, isUniqueViolation } from './database-errors';
import { insertRows } from './insert-rows';
import { AlreadyAnswered, earlierAnswer, type KeyedRequest, keepAnswer } from './keyed-request';
import { newId } from './new-id';
import { OutboxEvent } from './outbox-event.entity';

const maxAttempts = 6;
/** Eighty calls for help at the same moment: nobody of them may be told that it did not work. */
const maxDeadlocks = 14;
const longestPauseMs = 320;

/** In whose name an act stands where the request does not know it yet, or knows another: signing in, a unit's own log. */
type InNameOf = Partial<Pick<AuditEntry, 'personId' | 'role' | 'organisationId'>>;

/** One of the things an act was done to. */
interface AuditSubject {
  id: string;
  detail: Record<string, unknown> | null;
  of?: InNameOf;
}

/** One transaction: the change, its audit row and its events stand or fall together. */
export class Transaction {
  private emitted = false;
  private readonly afterwards: (() => void)[] = [];

  constructor(
    readonly manager: EntityManager,
    private readonly ctx: Ctx,
    readonly at: number,
  ) {}

  /** Who asks for this change; null where the service acts by itself. */
  get actor(): Actor | null {
    return this.ctx.actor;
  }

  async audit(
    action: string,
    subjectKind: string,
    subjectId: string,
    detail: Record<string, unknown> | null = null,
    of: InNameOf = {},
  ): Promise<void> {
    await this.auditAll(action, subjectKind, [{ id: subjectId, detail, of }]);
  }

  /** The same act on many subjects: a row each, written together. */
  async auditAll(action: string, subjectKind: string, subjects: AuditSubject[]): Promise<void> {
    if (subjects.length === 0) return;
    const actor = this.ctx.actor;
    const shared = {
      at: this.at,
      personId: actor?.personId ?? null,
      role: actor?.role ?? null,
      organisationId: actor?.organisationId ?? null,
      deviceId: this.ctx.deviceId,
      action,
      subjectKind,
      requestId: this.ctx.requestId,
    };
    await insertRows(
      this.manager,
      AuditEntry,
      subjects.map(({ id, detail, of }) => ({ ...shared, ...of, id: newId(), subjectId: id, detail })),
    );
  }

  /** Tells the outer modules after the commit; `dueAt` delays delivery. */
  emit(name: string, payload: Record<string, unknown>, dueAt = this.at): Promise<void> {
    return this.emitAll(name, [{ payload, dueAt }]);
  }

  async emitAll(
    name: string,
    events: readonly { payload: Record<string, unknown>; dueAt: number }[],
  ): Promise<void> {
    if (events.length === 0) return;
    this.emitted = true;
    const counted = { state: 'waiting', attempts: 0, error: null };
    await insertRows(
      this.manager,
      OutboxEvent,
      events.map((event) => ({ id: newId(), name, ...event, createdAt: this.at, ...counted })),
    );
  }

  get hasEvents(): boolean {
    return this.emitted;
  }

  /** Something quick that only makes sense once the change stands; after a failure it is not done. */
  afterCommit(act: () => void): void {
    this.afterwards.push(act);
  }

  /** Called by the unit of work alone. */
  committed(): void {
    for (const act of this.afterwards) act();
  }
}

interface Running {
  transaction: Transaction;
}

/**
 * The only way to write. On SQLite transactions queue for the one writer connection; on MariaDB they run in the
 * pool and are repeated whole when the engine reports a deadlock. Nested calls join, there are no savepoints.
 */
@Singleton()
export class UnitOfWork {
  @Inject() database: Database;
  @Inject() clock: Clock;

  private tail: Promise<unknown> = Promise.resolve();
  private readonly running = new AsyncLocalStorage<Running>();
  private readonly request = new AsyncLocalStorage<KeyedRequest>();
  private onEvents: () => void = () => {};

  /** The outbox asks to be woken after a commit that emitted something. */
  whenEventsWait(wake: () => void): void {
    this.onEvents = wake;
  }

  /** Everything inside belongs to one keyed request; the value of its outermost `run` is its stored answer. */
  keyed<T>(request: KeyedRequest, work: () => Promise<T>): Promise<T> {
    return this.request.run(request, work);
  }

  /** For slow work that begins before `run`: a request that was answered before must not meet its own effect. */
  async mustBeNew(request: KeyedRequest): Promise<void> {
    const earlier = await earlierAnswer(this.database.writer.manager, request);
    if (earlier) throw new AlreadyAnswered(earlier.reply);
  }

  /** A write that stands even when the request is refused (e.g. an attempt worth remembering). Never inside `run`. */
  apart<T>(ctx: Ctx, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.request.exit(() => this.run(ctx, work));
  }

  async run<T>(ctx: Ctx, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const outer = this.running.getStore();
    if (outer) return work(outer.transaction);
    const request = this.request.getStore();
    return this.database.isSqlite
      ? this.inTurn(() => this.once(ctx, request, work))
      : this.repeated(ctx, request, work);
  }

  /**
   * Lends the one writer's turn to somebody with a connection of their own (a worker thread): on SQLite nobody here
   * writes until `work` is done, so that no request waits inside the engine; on MariaDB `work` begins at once.
   */
  lend<T>(work: () => Promise<T>): Promise<T> {
    return this.database.isSqlite ? this.inTurn(work) : work();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(work, work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private async repeated<T>(
    ctx: Ctx,
    request: KeyedRequest | undefined,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(ctx, request, work);
      } catch (error) {
        // Who was second at the same moment reads what the first has written, and decides again.
        const mayRepeat = isRetryable(error) || isUniqueViolation(error);
        const most = isDeadlock(error) ? maxDeadlocks : maxAttempts;
        if (!mayRepeat || attempt >= most) throw await this.orAnswered(request, error);
        const pause = Math.min(longestPauseMs, 5 * 2 ** attempt);
        await new Promise((wake) => setTimeout(wake, pause * (0.5 + Math.random())));
      }
    }
  }

  /** Of the same request sent twice at once the second does not hear that the first was there: it hears its answer. */
  private async orAnswered(request: KeyedRequest | undefined, error: unknown): Promise<unknown> {
    if (!request || !(error instanceof AppError) || error.kind !== 'conflict') return error;
    const earlier = await earlierAnswer(this.database.writer.manager, request);
    return earlier ? new AlreadyAnswered(earlier.reply) : error;
  }

  private async once<T>(
    ctx: Ctx,
    request: KeyedRequest | undefined,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const transaction = await this.database.writer.transaction(async (manager) => {
      const made = new Transaction(manager, ctx, this.clock.now());
      const value = await this.running.run({ transaction: made }, () => this.answered(made, request, work));
      return { made, value };
    });
    // What follows is no part of the request: its own writes must not meet the request's key.
    this.request.exit(() => {
      transaction.made.committed();
      if (transaction.made.hasEvents) this.onEvents();
    });
    return transaction.value;
  }

  private async answered<T>(
    tx: Transaction,
    request: KeyedRequest | undefined,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    if (!request) return work(tx);
    const earlier = await earlierAnswer(tx.manager, request);
    if (earlier) throw new AlreadyAnswered(earlier.reply);
    const value = await work(tx);
    await keepAnswer(tx.manager, request, value);
    return value;
  }
}
