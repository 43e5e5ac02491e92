import { Inject, Singleton } from '@midwayjs/core';
import { In, LessThanOrEqual } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Held } from '../kernel/held';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';

const everyMs = 3_600_000;
/** Looked at together; what is held among them must not keep the rest from being forgotten. */
const atOnce = 500;

type Over = Pick<HelpCall, 'id' | 'entrapmentId'>;

/**
 * Telephone numbers and words of callers go after the city's days (FACE-12's spirit: nothing longer than needed). Where
 * the lift is held they stay until the release: who called may be the only witness of an accident (RET-01).
 */
@Singleton()
export class RescueForgetting {
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() held: Held;

  private lookedAt = 0;

  /** Once an hour, however often it is asked. */
  async callers(): Promise<void> {
    const now = this.clock.now();
    if (now - this.lookedAt < everyMs) return;
    this.lookedAt = now;
    for (let passedBy = 0; ; ) {
      const round = await this.work.run(systemCtx(now, 'rescue-forget'), (tx) => this.some(tx, passedBy));
      passedBy += round.passedBy;
      if (round.seen < atOnce) return;
    }
  }

  private async some(tx: Transaction, skip: number): Promise<{ seen: number; passedBy: number }> {
    const over = await tx.manager.find(HelpCall, {
      where: { forgetAt: LessThanOrEqual(tx.at) },
      select: { id: true, entrapmentId: true },
      order: { forgetAt: 'ASC', id: 'ASC' },
      ...{ skip, take: atOnce },
    });
    const free = await this.freeOf(tx, over);
    if (free.length > 0) {
      const gone = { phoneSealed: null, noteSealed: null, forgetAt: null };
      await tx.manager.update(HelpCall, { id: In(free.map(({ id }) => id)) }, gone);
      await tx.auditAll(
        'rescue.forgotten',
        'entrapment',
        free.map(({ entrapmentId }) => ({ id: entrapmentId, detail: null })),
      );
    }
    return { seen: over.length, passedBy: over.length - free.length };
  }

  private async freeOf(tx: Transaction, over: readonly Over[]): Promise<Over[]> {
    const ids = [...new Set(over.map(({ entrapmentId }) => entrapmentId))];
    const where = { id: In(ids) };
    // The entrapment's lift: the code that was scanned may have been a neighbour's.
    const found = await tx.manager.find(Entrapment, { where, select: { id: true, liftId: true } });
    const lifts = new Map(found.map(({ id, liftId }) => [id, liftId]));
    return this.held.free(tx.manager, over, ({ id, entrapmentId }) => ({
      id,
      liftId: lifts.get(entrapmentId) ?? null,
    }));
  }
}
