import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { nextLook } from '@lifttrust/shared-types/rescue/rescue.clock.rules';
import { comingOf, lateness, recordedArrival, stateOf } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';
import type { Transaction } from '../kernel/unit-of-work';
import { LiveService } from '../live/live.service';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { canFree, clockFacts, isThere, onSiteOf } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { Summons } from './summons.entity';

/** Entrapments as rows: read for change, and kept so that state, marks and the clock's next look follow from the times. */
@Singleton()
export class RescueBook {
  @Inject() database: Database;
  @Inject() journal: RescueJournal;
  @Inject() liveService: LiveService;

  /** Nobody else changes it until the transaction ends. */
  locked(tx: Transaction, id: string): Promise<Entrapment | null> {
    return tx.manager.findOne(Entrapment, { where: { id }, ...this.lock });
  }

  /** A call, held until the transaction ends, as it stands now; its entrapment is held before it. */
  lockedCall(tx: Transaction, id: string): Promise<HelpCall> {
    return tx.manager.findOneOrFail(HelpCall, { where: { id }, ...this.lock });
  }

  /**
   * The one under way at a lift, if any, held like `locked`. Looked for without a lock: one on a row that is not there
   * holds up all other lifts of which nobody has called yet. Who is second at the same moment breaks against the index,
   * and is repeated.
   */
  async openOf(tx: Transaction, liftId: string): Promise<Entrapment | null> {
    const seen = await tx.manager.findOne(Entrapment, {
      where: { openLiftId: liftId },
      select: { id: true },
    });
    const one = seen && (await this.locked(tx, seen.id));
    return one?.openLiftId === liftId ? one : null;
  }

  private get lock() {
    return this.database.isSqlite ? {} : { lock: { mode: 'pessimistic_write' as const } };
  }

  /**
   * Writes what changed, and what follows from it. A mark of lateness is set where it is due and never taken off again
   * (EMG-13). Once people are free or the matter is closed, the lift may be reported anew.
   * @throws conflict `rescue.moved_on` where somebody changed it meanwhile
   */
  async save(tx: Transaction, before: Entrapment, change: Partial<Entrapment> = {}): Promise<Entrapment> {
    const one: Entrapment = { ...before, ...change };
    const summons = await tx.manager.findBy(Summons, { entrapmentId: one.id });
    const recorded = recordedArrival(one.arrivedAt, onSiteOf(summons));
    // While people wait an open visit is no arrival: others would stop for somebody who may have left.
    if (one.freedAt !== null) one.arrivedAt = recorded;
    one.state = stateOf(one);
    if (one.freedAt !== null || one.closedAt !== null) one.openLiftId = null;
    const late =
      one.outcome === 'mistaken' || one.outcome === 'moved'
        ? null
        : lateness({ ...one, arrivedAt: recorded }, one.limits, tx.at);
    one.isResponseLate ||= late?.isResponseLate ?? false;
    one.isArrivalLate ||= late?.isArrivalLate ?? false;
    one.nextAt = nextLook(clockFacts(one, summons), one.limits);
    one.edition = before.edition + 1;
    const { id, ...columns } = one;
    const kept = await tx.manager.update(Entrapment, { id, edition: before.edition }, columns);
    if (kept.affected !== 1)
      throw AppError.conflict('rescue.moved_on', '这起困人刚刚有了新进展，请刷新后再试。');
    await this.tell(tx, one);
    const { responseMinutes, arrivalMinutes } = one.limits;
    if (one.isResponseLate && !before.isResponseLate)
      await this.journal.write(tx, one, {
        kind: 'response_late',
        text: `超过 ${responseMinutes} 分钟无人接单`,
        open: { responseMinutes },
        isAutomatic: true,
      });
    if (one.isArrivalLate && !before.isArrivalLate)
      await this.journal.write(tx, one, {
        kind: 'arrival_late',
        text: `超过 ${arrivalMinutes} 分钟未到场`,
        open: { arrivalMinutes },
        isAutomatic: true,
      });
    return one;
  }

  /**
   * What those who are coming now add up to (`comingOf`), for an entrapment under way. Once somebody is there, when it was
   * answered stays; only the time of the next to come may change.
   */
  async coming(tx: Transaction, one: Entrapment): Promise<Partial<Entrapment>> {
    const accepted = await tx.manager.findBy(Summons, { entrapmentId: one.id, state: 'accepted' });
    const onTheWay = accepted.filter((row) => canFree(row) && !isThere(row));
    const { acceptedAt, departedAt, etaAt } = comingOf(onTheWay, tx.at);
    const said = etaAt === one.etaAt ? {} : { etaAt, etaSaidAt: etaAt === null ? null : tx.at };
    return one.arrivedAt === null ? { acceptedAt, departedAt, ...said } : said;
  }

  /** Whoever looks at it hears that there is something new: rescuers, callers, and the boards of its areas. */
  private async tell(tx: Transaction, one: Entrapment): Promise<void> {
    const calls = await tx.manager.find(HelpCall, { where: { entrapmentId: one.id }, select: { id: true } });
    const news = { version: one.edition };
    this.liveService.publishAfter(tx, `entrapment:${one.id}`, news);
    for (const { id } of calls) this.liveService.publishAfter(tx, `help:${id}`, news);
    for (const digits of boardDigits)
      if (one.divisionCode.length >= digits)
        this.liveService.publishAfter(tx, `board:${one.divisionCode.slice(0, digits)}`, { version: tx.at });
  }
}

/** Codes of provinces, cities, districts and townships. */
const boardDigits = [2, 4, 6, 8];
