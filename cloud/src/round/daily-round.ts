import { dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { isUniqueViolation } from '../kernel/database-errors';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { RoundDone } from './round-done.entity';

/** Everything a round writes belongs to one transaction: a round is made whole or not at all. */
export type Round = (tx: Transaction, day: string, ctx: Ctx) => Promise<void>;

const lookMs = 60_000;
/** Reminders are read in the morning, not at midnight (PLAN-06). */
const beginsAt = '08:00';

/**
 * What is looked at once a day: who is to be reminded, which deadline has passed. A round only tells people; what is
 * true on a day is computed from data whenever it is asked for, so that a missed round changes nothing but a reminder.
 */
@Singleton()
export class DailyRound {
  @Inject() work: UnitOfWork;
  @Inject() database: Database;
  @Inject() clock: Clock;

  private readonly rounds = new Map<string, Round>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;

  /** `name`: `module.what`, the same for ever, since a round once made on a day is not made again. */
  on(name: string, round: Round): void {
    this.rounds.set(name, round);
  }

  start(): void {
    this.timer ??= setInterval(() => this.look(), lookMs);
    this.timer.unref();
  }

  /** Looks no more by itself; `make` still does what is due. */
  pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    if (timeInWords(this.clock.now()) < beginsAt) return;
    this.looking = this.looking.then(() => this.make()).catch(() => undefined);
  }

  /** Makes every round that has not been made on the clock's day; a failing one keeps none of the others. */
  async make(): Promise<void> {
    const day = dayOf(this.clock.now());
    const made = await this.database.reader.manager.findBy(RoundDone, { day });
    const names = new Set(made.map(({ name }) => name));
    for (const [name, round] of this.rounds) {
      if (this.closed) return;
      if (names.has(name)) continue;
      await this.once(name, day, round).catch((error) => {
        if (!isUniqueViolation(error)) log.error('round.failed', { name, day }, error);
      });
    }
  }

  private once(name: string, day: string, round: Round): Promise<void> {
    const ctx = systemCtx(this.clock.now(), `round-${name}`.slice(0, 40));
    return this.work.run(ctx, async (tx) => {
      await tx.manager.insert(RoundDone, { name, day, doneAt: ctx.at });
      await round(tx, day, ctx);
    });
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    this.pause();
    await this.looking;
  }
}
