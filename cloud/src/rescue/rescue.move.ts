import { comingOf, hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { callsBeside } from './help-calls.query';
import { RescueBook } from './rescue.book';
import { presentSummons, RescueDispatch } from './rescue.dispatch';
import { canFree } from './rescue.facts';
import { RescueIntake } from './rescue.intake';
import { RescueJournal } from './rescue.journal';
import { Summons } from './summons.entity';

const kindOf = (one: Entrapment) => (one.kind === 'hurt' ? ('hurt' as const) : ('trapped' as const));

/**
 * People are in another lift than the one that was named: the twin beside it, mostly. What goes on there begins with the
 * time of the first report, and whoever was on the way is on the way there.
 */
@Singleton()
export class RescueMove {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() intake: RescueIntake;

  /**
   * @param call the one call that was wrong; null: all of them
   * @returns the entrapment at the right lift
   */
  async move(tx: Transaction, from: Entrapment, call: HelpCall | null, liftId: string): Promise<Entrapment> {
    const [old, right] = [
      await tx.manager.findOneByOrFail(Lift, { id: from.liftId }),
      await tx.manager.findOneByOrFail(Lift, { id: liftId }),
    ];
    const isWhole = call === null || (await callsBeside(tx.manager, call)) === 0;
    const accepted = { entrapmentId: from.id, state: 'accepted' as const };
    const coming = isWhole ? await tx.manager.findBy(Summons, accepted) : [];
    const isAnswered = ((await this.book.openOf(tx, liftId))?.acceptedAt ?? null) !== null;
    const received = await this.intake.receive(tx, {
      ...{ liftId, source: from.source as 'code', kind: hasNoCar(right.type) ? 'hurt' : kindOf(from) },
      situation: {
        people: (isWhole ? from.people : call?.people) ?? undefined,
        ...{ isHurt: from.isHurt, isMedical: from.isMedical, isPanic: from.isPanic },
        ...{ hasChildren: from.hasChildren, hasElderly: from.hasElderly },
      },
      firstReportedAt: isWhole ? from.reportedAt : (call?.at ?? tx.at),
      // Known before anything is saved: a mark of a late answer is never taken off again (EMG-13).
      acceptedAt: comingOf(coming.filter(canFree), tx.at).acceptedAt,
    });
    let made = received.entrapment;
    // The calls themselves go along; the one that the intake entered for them was only its form.
    await tx.manager.delete(HelpCall, { id: received.call.id });
    const calls = call === null ? { entrapmentId: from.id } : { id: call.id };
    await tx.manager.update(HelpCall, calls, { entrapmentId: made.id });
    const name = (lift: Lift) => `${lift.place} ${lift.ownNumber}`.trim();
    await this.journal.write(tx, made, {
      kind: 'moved_here',
      text: `由${name(old)}更正而来`,
      open: { from: from.id, reportedAt: made.reportedAt },
    });
    await this.journal.write(tx, from, {
      kind: 'moved',
      text: `更正到${name(right)}`,
      open: { to: made.id },
    });
    // The form counted as one call; all that came along stand.
    const came = (isWhole ? from.reports : 1) - 1;
    if (came > 0) made = await this.book.save(tx, made, { reports: made.reports + came });
    if (!isWhole) {
      await this.book.save(tx, from, { reports: from.reports - 1 });
      return made;
    }
    await this.dispatch.tellChange(
      tx,
      from,
      '困人的电梯有更正',
      `不是${name(old)}，是${name(right)}，请前往这台电梯。`,
    );
    await this.dispatch.settle(tx, from, '已更正到其他电梯');
    await this.book.save(tx, from, { outcome: 'moved', movedTo: made.id, closedAt: tx.at });
    made = await this.carryOver(tx, coming, made);
    if (!isAnswered && coming.some(canFree)) await this.dispatch.settle(tx, made, '原来接单的人正在赶来');
    return made;
  }

  /** Whoever had accepted comes to the right lift, called to it or not, with the time at which they said so. */
  private async carryOver(tx: Transaction, coming: readonly Summons[], to: Entrapment): Promise<Entrapment> {
    for (const { personId, organisationId, side, tier, answeredAt, departedAt, etaAt } of coming) {
      const called = { entrapmentId: to.id, personId };
      const change = { state: 'accepted' as const, answeredAt, departedAt, etaAt };
      const { affected } = await tx.manager.update(Summons, called, change);
      if (affected !== 0) continue;
      const row = presentSummons({ ...called, organisationId, side, tier }, tx.at);
      await insertRows(tx.manager, Summons, [{ ...row, ...change, rings: 0 }]);
    }
    return this.book.save(tx, to, await this.book.coming(tx, to));
  }
}
