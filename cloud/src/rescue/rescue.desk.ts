import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Candidates, rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type { Entrapment as EntrapmentInFull } from '@lifttrust/shared-types/rescue/rescue.contract';
import { changesOf, refuseCorrection } from '@lifttrust/shared-types/rescue/rescue.correction.rules';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
import { tierWords } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { RescueBook } from './rescue.book';
import { RescueByHand } from './rescue.by-hand';
import { RescueCandidates } from './rescue.candidates.query';
import { RescueDispatch } from './rescue.dispatch';
import { happened } from './rescue.facts';
import { RescueIntake } from './rescue.intake';
import { RescueJournal } from './rescue.journal';
import { RescueMove } from './rescue.move';
import { RescueQuery } from './rescue.query';

type Input<K extends keyof typeof rescueDeskApi> = InputOf<(typeof rescueDeskApi)[K]>;

/** What the district's rescue desk does by hand; every act stands on the timeline. */
@Singleton()
export class RescueDesk {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() intake: RescueIntake;
  @Inject() rescueMove: RescueMove;
  @Inject() byHand: RescueByHand;
  @Inject() candidates: RescueCandidates;
  @Inject() rescueQuery: RescueQuery;

  /** Somebody telephoned. @throws not_found for a lift that is not in the area; invalid `rescue.in_future` */
  async report(input: Input<'report'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const lift = await tx.manager.findOneBy(Lift, { id: input.liftId });
      mustCover(actor, lift);
      if (input.occurredAt !== undefined && input.occurredAt > tx.at)
        throw AppError.invalid('rescue.in_future', '事发时间不能晚于现在。');
      const { liftId, source, phone, occurredAt } = input;
      const kind = lift && hasNoCar(lift.type) ? 'hurt' : input.kind;
      const draft = { liftId, source, kind, phone, occurredAt: occurredAt ?? null, situation: input };
      const { entrapment } = await this.intake.receive(tx, draft);
      return this.rescueQuery.show(tx.manager, entrapment.id, ctx);
    });
  }

  /** A tier, a station of the desk's choice, or single people. @throws invalid `rescue.one_choice`; RescueByHand's */
  async callOut(input: Input<'dispatch'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, tier, personIds, stationId } = input;
    if (stationId !== undefined && personIds.length > 0)
      throw AppError.invalid('rescue.one_choice', '一次派给一个救援站，或者派给几个人，请分两次。');
    return this.act(entrapmentId, ctx, async (tx, before) => {
      if (stationId !== undefined) return this.byHand.callStation(tx, before, stationId);
      if (personIds.length > 0) return this.byHand.callPeople(tx, before, tier, [...new Set(personIds)]);
      const calledAt = { 1: before.tier1At, 2: before.tier2At, 3: before.tier3At }[tier];
      if (calledAt === null) return this.dispatch.callTier(tx, before, tier, 'by_hand');
      await this.journal.write(tx, before, {
        kind: 'dispatched',
        text: `人工派单：${tierWords[tier]}，再次提醒没有回应的人`,
        open: { tier, reason: 'by_hand', called: 0 },
      });
      return this.dispatch.ringAgain(tx, before, tier);
    });
  }

  /** Whom the desk may call by hand. @throws not_found for another area */
  async callable({ entrapmentId }: Input<'candidates'>, ctx: Ctx): Promise<Candidates> {
    const { manager } = this.database.reader;
    const one = await manager.findOneBy(Entrapment, { id: entrapmentId });
    mustCover(requireActor(ctx), one);
    if (!one) throw AppError.notFound();
    const lift = await manager.findOneByOrFail(Lift, { id: one.liftId });
    return this.candidates.shown(manager, one, lift, ctx.at);
  }

  /** That 119, 120 or 110 was telephoned; the desk's ring for it ends. */
  async outside({ entrapmentId, number, text }: Input<'outside'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.act(entrapmentId, ctx, async (tx, before) => {
      await this.journal.write(tx, before, {
        kind: 'outside_called',
        text: `${number}${text ? `：${text}` : ''}`,
        open: { number },
      });
      return this.book.save(tx, before, {
        ...(number === '119' ? { fireCalledAt: before.fireCalledAt ?? tx.at } : {}),
        ...(number === '120' ? { ambulanceCalledAt: before.ambulanceCalledAt ?? tx.at } : {}),
      });
    });
  }

  async note({ entrapmentId, text }: Input<'note'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.act(
      entrapmentId,
      ctx,
      async (tx, before) => {
        await this.journal.write(tx, before, { kind: 'noted', text });
        return this.book.save(tx, before);
      },
      true,
    );
  }

  /**
   * What was entered wrongly is put right, during a rescue and afterwards; before and after stand on the timeline and are
   * sealed. Times stay, and so do marks of lateness (EMG-13).
   * @throws not_found for a lift of another area; rule_broken with everything that cannot be (refuseCorrection)
   */
  async correct(input: Input<'correct'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, liftId, situation, text, kind, freedPeople, hurtPeople, outcome } = input;
    const said = { ...situation, kind, freedPeople, hurtPeople, outcome };
    const actor = requireActor(ctx);
    return this.act(
      entrapmentId,
      ctx,
      async (tx, before) => {
        const right = liftId === undefined || liftId === before.liftId ? null : liftId;
        const named = await tx.manager.findOneByOrFail(Lift, { id: before.liftId });
        const lift = right === null ? named : await tx.manager.findOneBy(Lift, { id: right });
        mustCover(actor, lift);
        const facts = { toOtherLift: right !== null, hasCar: !hasNoCar(named.type) };
        const refusals = refuseCorrection(before, said, facts);
        if (refusals.length > 0) throw AppError.broken(refusals);
        const changes = changesOf(before, said);
        const words = changes.map((change) => change.words);
        await this.journal.write(tx, before, {
          kind: 'corrected',
          text: [...words, text].join('；'),
          open: { changes: changes.map(({ field, before: was, after }) => ({ field, was, after })) },
        });
        const corrected: Partial<Entrapment> = {};
        for (const { field, after } of changes) Object.assign(corrected, { [field]: after });
        let one = await this.book.save(tx, before, corrected);
        if (outcome !== undefined)
          await tx.manager.update(HelpCall, { entrapmentId }, { isMistaken: outcome === 'mistaken' });
        if (one.freedAt !== null || one.closedAt !== null) return one;
        one = await this.dispatch.forDistress(tx, one);
        if (right !== null) return this.rescueMove.move(tx, one, null, right);
        await this.dispatch.tellChange(tx, one, `${happened(one)}情况有更正`, `${words.join('；')}。`);
        return one;
      },
      true,
    );
  }

  private async act(
    entrapmentId: string,
    ctx: Ctx,
    act: (tx: Transaction, one: Entrapment) => Promise<Entrapment>,
    alsoAfterwards = false,
  ): Promise<EntrapmentInFull> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const one = await this.book.locked(tx, entrapmentId);
      mustCover(actor, one);
      if (!one) throw AppError.notFound();
      if (!alsoAfterwards && (one.freedAt !== null || one.closedAt !== null))
        throw AppError.conflict('rescue.over', `这起${happened(one)}已经解救完成，请刷新查看。`);
      const after = await act(tx, one);
      return this.rescueQuery.show(tx.manager, after.id, ctx);
    });
  }
}
