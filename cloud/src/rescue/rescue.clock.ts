import { AsyncResource } from 'node:async_hooks';
import { Inject, Singleton } from '@midwayjs/core';
import { LessThanOrEqual } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Entrapment } from './entrapment.entity';
import { RescueBook } from './rescue.book';
import { RescueDue } from './rescue.due';
import { RescueForgetting } from './rescue.forgetting';

const lookMs = 2_000;
const atOnce = 100;

/**
 * Watches every rescue that is under way: rings again, escalates, marks what is late. What is due is computed from the rows
 * each time, so that a service that was killed goes on where the time is, and of several processes one acts.
 */
@Singleton()
export class RescueClock {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() book: RescueBook;
  @Inject() due: RescueDue;
  @Inject() forgetting: RescueForgetting;

  // Made at the service's start: what runs in it belongs to no request.
  private readonly outside = new AsyncResource('RescueClock');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private closed = false;

  start(): void {
    this.timer ??= setInterval(() => this.wake(), lookMs);
    this.timer.unref();
    this.wake();
  }

  /** Looks no more by itself; `look` still does what is due. */
  pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private wake(): void {
    if (this.closed) return;
    this.looking ??= this.outside
      .runInAsyncScope(() => this.look())
      // The database may be away for a moment; what is due stays due.
      .catch((error) => log.error('rescue.clock_stopped', {}, error))
      .finally(() => {
        this.looking = undefined;
      });
  }

  /** Does everything that is due now, the longest overdue first; an entrapment that fails holds no other up. */
  async look(): Promise<void> {
    const failed = new Set<string>();
    for (;;) {
      const now = this.clock.now();
      const found = await this.database.reader.manager.find(Entrapment, {
        where: { nextAt: LessThanOrEqual(now) },
        order: { nextAt: 'ASC' },
        take: atOnce + failed.size,
        select: { id: true },
      });
      const due = found.filter(({ id }) => !failed.has(id));
      if (due.length === 0) break;
      for (const { id } of due) {
        if (this.closed) return;
        await this.carry(id).catch((error) => {
          failed.add(id);
          log.error('rescue.clock_failed', { entrapmentId: id }, error);
        });
      }
    }
    await this.forgetting.callers();
  }

  private async carry(id: string): Promise<void> {
    await this.work.run(systemCtx(this.clock.now(), `rescue-${id}`), async (tx) => {
      const one = await this.book.locked(tx, id);
      // Another process, or a step of somebody, was quicker.
      if (!one || one.nextAt === null || one.nextAt > tx.at) return;
      const after = await this.due.settle(tx, one);
      // Nothing was due after all: the next look is computed anew, or it would be found again at once.
      if (after.edition === one.edition) await this.book.save(tx, one);
    });
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.pause();
    await this.looking;
  }
}
