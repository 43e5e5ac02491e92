import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type {
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { minuteMs } from '@lifttrust/shared-types/rescue/rescue.rules';
import { sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import type { Transaction } from '../kernel/unit-of-work';
import type { Entrapment } from './entrapment.entity';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import { canFree, isThere, notThere } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { type Found, RescueSteps } from './rescue.steps';

type Input<K extends keyof typeof rescueApi> = InputOf<(typeof rescueApi)[K]>;

/** Who cannot come, or comes at another time than they said; nobody waits for them a moment longer (EMG-05, EMG-11). */
@Singleton()
export class RescueAnswers {
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() steps: RescueSteps;

  /**
   * Before an answer, or after it. When everybody who was called cannot come, the next tier is called in this request;
   * when nobody comes any more who had said so, everybody else is called anew in it.
   * @throws conflict `rescue.already_there`
   */
  async decline({ entrapmentId, reason }: Input<'decline'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.steps.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      if (isThere(mine))
        throw AppError.conflict(
          'rescue.already_there',
          '您已登记到场，不能再改为不能去。需要增援请打电话给救援中心。',
        );
      const wasComing = mine.state === 'accepted';
      await this.steps.answer(tx, mine, {
        ...{ state: 'declined', answeredAt: tx.at, reason, etaAt: null, departedAt: null },
        ...notThere,
      });
      await this.journal.write(tx, one, {
        kind: wasComing ? 'withdrawn' : 'declined',
        text: wasComing ? `${sides[mine.side]}：${reason}` : reason,
        open: { side: mine.side },
      });
      const coming = await this.book.coming(tx, one);
      return wasComing && canFree(mine)
        ? { ...coming, ...(await this.withdrawn(tx, { ...one, ...coming }, { side: mine.side, reason })) }
        : coming;
    });
  }

  private async withdrawn(
    tx: Transaction,
    one: Entrapment,
    { side, reason }: Pick<Found['mine'], 'side' | 'reason'>,
  ): Promise<Partial<Entrapment>> {
    const isNobody = one.acceptedAt === null && one.arrivedAt === null;
    const next = isNobody ? '没有别人在赶来，已重新呼叫，请关注是否有人接单。' : '另有人在赶来或已在现场。';
    await this.dispatch.tellDeskOf(
      tx,
      one,
      '接单的人不能来了',
      `${sides[side]}接单后说不能前往（${reason}）。${next}`,
    );
    return isNobody ? this.dispatch.callAnew(tx, one) : {};
  }

  /**
   * Another time of arrival than was said, earlier or later; beyond the limit the next tier is called in this request.
   * @throws conflict `rescue.not_coming`, `rescue.already_there`
   */
  async changeEta({ entrapmentId, etaMinutes }: Input<'changeEta'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.steps.step(entrapmentId, ctx, async (tx, { one, mine }) => {
      if (mine.state !== 'accepted')
        throw AppError.conflict('rescue.not_coming', '您还没有接单，请先接单，再填预计到达时间。');
      if (isThere(mine))
        throw AppError.conflict('rescue.already_there', '您已登记到场，不用再填预计到达时间。');
      const etaAt = tx.at + etaMinutes * minuteMs;
      await this.steps.answer(tx, mine, { etaAt, ...notThere });
      await this.journal.write(tx, one, {
        kind: 'eta_changed',
        text: `${sides[mine.side]}：预计 ${etaMinutes} 分钟到达`,
        open: { side: mine.side, etaMinutes },
      });
      return this.book.coming(tx, one);
    });
  }
}
