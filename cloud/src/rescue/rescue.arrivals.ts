import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type {
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { comingOf } from '@lifttrust/shared-types/rescue/rescue.rules';
import { type Side, sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Ctx } from '../kernel/actor';
import type { Transaction } from '../kernel/unit-of-work';
import { EntrapmentEvent } from './entrapment-event.entity';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import {
  canFree,
  confirmedByOthers,
  isTakenToBeThere,
  isThere,
  mayBeConfirmed,
  meantBy,
} from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { sideOf } from './rescue.sight';
import { answeredOf, arrivedChange, mustBeOpen, RescueSteps } from './rescue.steps';
import { Summons } from './summons.entity';

/** What others say about who has arrived: those at the lift, or the desk that was told (EMG-03). */
@Singleton()
export class RescueArrivals {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() steps: RescueSteps;

  /**
   * Somebody of a side has arrived: those who are named; unnamed the only one who comes, or the crew whose visit is open
   * here. Where several come and none is named the arrival counts, and is nobody's own: each of them says so themselves.
   * @throws conflict `rescue.nobody_coming` to the owner where nobody of the side said that they come, since an arrival ends
   * every call; `rescue.comer_unknown` for people who are none of those
   */
  async confirm(
    { entrapmentId, side, personIds }: InputOf<typeof rescueApi.confirmArrival>,
    ctx: Ctx,
  ): Promise<EntrapmentInFull> {
    return this.steps.change(entrapmentId, ctx, async (tx, one, actor) => {
      mustBeOpen(one);
      const known = await tx.manager.findBy(Summons, { entrapmentId, side });
      const coming = known.filter(mayBeConfirmed);
      const isAwaited = side === 'fire' ? one.fireCalledAt !== null : known.some(comesOrIsThere);
      if (sideOf(actor) === 'owner' && !isAwaited) throw nobodyComing(side);
      const here = new Set(known.filter(comesOrIsThere).map(({ personId }) => personId));
      if (personIds.some((id) => !here.has(id)))
        throw AppError.conflict('rescue.comer_unknown', '有人不在赶来的人员里，没有记到场。请刷新后重选。');
      for (const row of meantBy(coming, personIds)) await this.hasCome(tx, row);
      await this.journal.write(tx, one, {
        kind: 'arrived',
        text: `${sides[side]}到场，由${sides[sideOf(actor)]}确认`,
        open: { side, proof: 'confirmed' },
      });
      return arrivedChange(one, tx.at);
    });
  }

  private hasCome(tx: Transaction, row: Summons): Promise<void> {
    return this.steps.answer(
      tx,
      row,
      isTakenToBeThere(row)
        ? { state: 'accepted', answeredAt: answeredOf(row, tx.at), departedAt: tx.at }
        : { arrivedAt: tx.at, arrivalProof: 'confirmed' },
    );
  }

  /**
   * Nobody has come after all: whatever was confirmed by others goes, what people said of themselves stays. Where that leaves
   * nobody at the lift calls go on in this request, and marks of lateness are set where they are due.
   * @throws conflict `rescue.nothing_confirmed`
   */
  async withdraw(
    { entrapmentId, text }: InputOf<typeof rescueDeskApi.withdrawArrival>,
    ctx: Ctx,
  ): Promise<EntrapmentInFull> {
    return this.steps.change(entrapmentId, ctx, async (tx, one) => {
      mustBeOpen(one);
      const summons = await tx.manager.findBy(Summons, { entrapmentId });
      const did = await tx.manager.findBy(EntrapmentEvent, {
        entrapmentId,
        kind: In(['accepted', 'started']),
      });
      const hasAccepted = (row: Summons) =>
        did.some(({ kind, personId }) => kind === 'accepted' && personId === row.personId);
      const { wrong, arrivedAt } = confirmedByOthers(summons, did);
      if (wrong.length === 0 && (one.arrivedAt === null || one.arrivedAt === arrivedAt))
        throw AppError.conflict('rescue.nothing_confirmed', '没有由别人确认的到场可以撤销，请刷新查看。');
      for (const row of wrong) await this.steps.answer(tx, row, takenBack(row, hasAccepted(row)));
      await this.journal.write(tx, one, { kind: 'arrival_withdrawn', text, open: { arrivedAt } });
      if (arrivedAt !== null) {
        // An answer that only the wrong confirmation gave goes with it; what people answered themselves stays.
        const accepted = await tx.manager.findBy(Summons, { entrapmentId, state: 'accepted' });
        const { acceptedAt, departedAt } = comingOf(accepted.filter(canFree), tx.at);
        return { arrivedAt, acceptedAt: acceptedAt ?? arrivedAt, departedAt: departedAt ?? arrivedAt };
      }
      await this.dispatch.tellChange(
        tx,
        one,
        '到场确认已撤销，还没有人到',
        '救援中心核实：还没有救援人员到场，救援继续。已接单的请尽快赶到，能去的请立即接单。',
      );
      const nobody = { ...one, arrivedAt: null };
      return { arrivedAt: null, ...(await this.book.coming(tx, nobody)) };
    });
  }
}

const comesOrIsThere = (row: Summons): boolean => isThere(row) || mayBeConfirmed(row);

const nobodyComing = (side: Side): AppError =>
  AppError.conflict(
    'rescue.nobody_coming',
    side === 'fire'
      ? '还没有登记联系过消防救援，没有记到场。请打电话告诉救援中心。'
      : `${sides[side]}还没有人接单，没有记到场。请到场的人先在手机上接单，再确认；不方便的，请打电话告诉救援中心。`,
  );

/** Before somebody else spoke for them: on the way, or at the lift by an open visit alone. */
function takenBack({ arrivalProof }: Summons, hasAccepted: boolean): Partial<Summons> {
  if (arrivalProof === 'confirmed') return { arrivedAt: null, arrivalProof: null };
  return { departedAt: null, ...(hasAccepted ? {} : { state: 'called', answeredAt: null }) };
}
