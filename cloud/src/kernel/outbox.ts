import { Destroy, Init, Inject, Singleton } from '@midwayjs/core';
import { LessThanOrEqual } from 'typeorm';
import { type Ctx, systemCtx } from './actor';
import { Clock } from './clock';
import { Database } from './database';
import { OutboxEvent } from './outbox-event.entity';
import { UnitOfWork } from './unit-of-work';

export type EventHandler = (payload: Record<string, unknown>, ctx: Ctx) => Promise<void>;

const pollMs = 1000;
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
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private closed = false;

  on(name: string, handler: EventHandler): void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler]);
  }

  @Init()
  open(): void {
    this.work.whenEventsWait(() => this.wake());
  }

  /** Called once all modules have registered their handlers. */
  start(): void {
    this.timer ??= setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  wake(): void {
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
        take: 20,
      });
      if (due.length === 0) return;
      for (const event of due) await this.deliver(event);
    }
  }

  private async deliver(event: OutboxEvent): Promise<void> {
    const ctx = systemCtx(this.clock.now(), `outbox-${event.id}`.slice(0, 40));
    const claimed = await this.work.run(ctx, (tx) =>
      tx.manager.update(
        OutboxEvent,
        { id: event.id, state: event.state, attempts: event.attempts },
        { state: 'running', attempts: event.attempts + 1, dueAt: ctx.at },
      ),
    );
    if (claimed.affected !== 1) return;
    try {
      for (const handler of this.handlers.get(event.name) ?? []) await handler({ ...event.payload }, ctx);
      await this.work.run(ctx, (tx) => tx.manager.update(OutboxEvent, { id: event.id }, { state: 'done' }));
    } catch (error) {
      await this.postpone(event, ctx, error);
    }
  }

  private async postpone(event: OutboxEvent, ctx: Ctx, error: unknown): Promise<void> {
    const attempts = event.attempts + 1;
    const text = error instanceof Error ? error.message : 'unknown';
    const state = attempts >= maxAttempts ? 'failed' : 'waiting';
    const dueAt = this.clock.now() + 1000 * 2 ** attempts;
    await this.work.run(ctx, (tx) =>
      tx.manager.update(OutboxEvent, { id: event.id }, { state, dueAt, error: text.slice(0, 500) }),
    );
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.draining;
  }
}
