import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { In, LessThanOrEqual } from 'typeorm';
import { type Ctx, systemCtx } from './actor';
import { Clock } from './clock';
import { Database } from './database';
import { OutboxEvent } from './outbox-event.entity';
import { type Transaction, UnitOfWork } from './unit-of-work';

export type EventHandler = (payload: Record<string, unknown>, ctx: Ctx) => Promise<void>;

const pollMs = 1000;
// Under load several events become due within this time and share one look and one commit.
const gatherMs = 100;
const mostAtOnce = 50;
const maxAttempts = 8;
// A claim older than this belongs to a process that died.
const claimMs = 60_000;

/**
 * Delivers events after the commit, at least once, in process: rows are claimed by a conditional update, so that
 * several processes may poll one table; the same handlers will run on a queue server.
 */
@Singleton()
export class Outbox {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  private readonly handlers = new Map<string, EventHandler[]>();
  /** Events all of whose handlers only write to the database. */
  private readonly quick = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private closed = false;

  /**
   * `onlyWrites`: the handler asks nothing outside the database, so that what it writes and the event's delivery are
   * one transaction: one commit instead of three, and done once, not at least once. Such events are delivered many
   * with one commit.
   */
  on(name: string, handler: EventHandler, { onlyWrites = false } = {}): void {
    const before = this.handlers.get(name) ?? [];
    if (onlyWrites && (before.length === 0 || this.quick.has(name))) this.quick.add(name);
    else this.quick.delete(name);
    this.handlers.set(name, [...before, handler]);
  }

  @Init()
  open(): void {
    this.work.whenEventsWait(() => this.wakeSoon());
  }

  /** Called once all modules have registered their handlers. */
  start(): void {
    this.timer ??= setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  private wakeSoon(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.wake();
    }, gatherMs);
  }

  private wake(): void {
    if (this.closed || !this.timer) return;
    this.draining ??= this.drain()
      .catch(() => undefined)
      .finally(() => {
        this.draining = undefined;
      });
  }

  /** Delivers everything due now; tests wait for it. */
  async settle(): Promise<void> {
    await this.draining;
    await this.drain();
    // A timer may have begun another delivery meanwhile.
    await this.draining;
  }

  private async drain(): Promise<void> {
    while (!this.closed) {
      const now = this.clock.now();
      const due = await this.database.reader.manager.find(OutboxEvent, {
        where: [
          { state: 'waiting', dueAt: LessThanOrEqual(now) },
          { state: 'running', dueAt: LessThanOrEqual(now - claimMs) },
        ],
        order: { id: 'ASC' },
        take: mostAtOnce,
      });
      const quick = due.filter((event) => this.quick.has(event.name));
      const together = quick.length > 1 && (await this.deliverTogether(quick));
      for (const event of due) if (!together || !quick.includes(event)) await this.deliver(event);
      if (due.length < mostAtOnce) return;
    }
  }

  /** All or none: an event that fails, or that another process has claimed, sends each its own way. */
  private async deliverTogether(events: OutboxEvent[]): Promise<boolean> {
    const ctx = systemCtx(this.clock.now(), `outbox-${events[0]?.id}`.slice(0, 40));
    const inOneTransaction = this.work.run(ctx, async (tx) => {
      const ids = events.map(({ id }) => id);
      const change = { state: 'done' as const, attempts: () => 'attempts + 1', dueAt: ctx.at };
      const claimed = await tx.manager.update(OutboxEvent, { id: In(ids), state: 'waiting' }, change);
      if (claimed.affected !== ids.length) throw new Error('claimed elsewhere');
      for (const event of events) await this.handle(event, ctx);
    });
    return inOneTransaction.then(
      () => true,
      () => false,
    );
  }

  private async deliver(event: OutboxEvent): Promise<void> {
    const ctx = systemCtx(this.clock.now(), `outbox-${event.id}`.slice(0, 40));
    try {
      if (this.quick.has(event.name)) await this.deliverAtOnce(event, ctx);
      else if (await this.work.run(ctx, (tx) => this.claim(tx, event, ctx, 'running'))) {
        await this.handle(event, ctx);
        await this.work.run(ctx, (tx) => tx.manager.update(OutboxEvent, { id: event.id }, { state: 'done' }));
      }
    } catch (error) {
      await this.postpone(event, ctx, error);
    }
  }

  /** The handlers' own units of work join this one; the claim's row lock keeps other processes away meanwhile. */
  private deliverAtOnce(event: OutboxEvent, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      if (await this.claim(tx, event, ctx, 'done')) await this.handle(event, ctx);
    });
  }

  private async claim(
    tx: Transaction,
    { id, state, attempts }: OutboxEvent,
    ctx: Ctx,
    next: 'running' | 'done',
  ): Promise<boolean> {
    const change = { state: next, attempts: attempts + 1, dueAt: ctx.at };
    const claimed = await tx.manager.update(OutboxEvent, { id, state, attempts }, change);
    return claimed.affected === 1;
  }

  private async handle(event: OutboxEvent, ctx: Ctx): Promise<void> {
    for (const handler of this.handlers.get(event.name) ?? []) await handler({ ...event.payload }, ctx);
  }

  private async postpone(event: OutboxEvent, ctx: Ctx, error: unknown): Promise<void> {
    const attempts = event.attempts + 1;
    const text = error instanceof Error ? error.message : 'unknown';
    const state = attempts >= maxAttempts ? 'failed' : 'waiting';
    const dueAt = this.clock.now() + 1000 * 2 ** attempts;
    await this.work.run(ctx, (tx) =>
      tx.manager.update(OutboxEvent, { id: event.id }, { state, attempts, dueAt, error: text.slice(0, 500) }),
    );
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.draining;
  }
}
