import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type {
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { minuteMs } from '@lifttrust/shared-types/rescue/rescue.rules';
import { sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import type { Transaction } from '../kernel/unit-of-work';
import { personNames } from '../person/person-names.query';
import type { Entrapment } from './entrapment.entity';
import { RescueBook } from './rescue.book';
import { RescueDispatch } from './rescue.dispatch';
import { canFree, isThere, notThere } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { type Found, RescueSteps } from './rescue.steps';

type Input<K extends keyof typeof rescueApi> = InputOf<(typeof rescueApi)[K]>;
type DeskInput<K extends keyof typeof rescueDeskApi> = InputOf<(typeof rescueDeskApi)[K]>;

const isOwn = ({ actor, mine }: Found): boolean => mine.personId === actor.personId;
/** How a refusal names whose answer it is. */
const whoOf = (found: Found): string => (isOwn(found) ? '您' : '这个人');
/** What the sealed step keeps of an answer that was not tapped by whoever gives it. */
const entered = (found: Found) => (isOwn(found) ? {} : { enteredBy: 'desk' });

/**
 * Who cannot come, or comes at another time than they said; nobody waits for them a moment longer (EMG-05, EMG-11). Whoever
 * telephones instead of tapping is entered by the desk, under the same rules: the line of the timeline is the operator's and
 * names whose word it is, and they themselves are told.
 */
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
    return this.steps.step(entrapmentId, ctx, (tx, found) => this.declined(tx, found, reason));
  }

  /** By telephone. @throws not_found `rescue.not_called`, or for another area; conflict `rescue.already_there` */
  async declineFor(input: DeskInput<'declineFor'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, personId, reason } = input;
    return this.steps.stepOf(personId, entrapmentId, ctx, async (tx, found) => {
      const change = await this.declined(tx, found, reason);
      await this.dispatch.tellOne(tx, found.one, found.mine, {
        title: '救援中心已替您登记：不能前往',
        text: `按您电话里说的登记（${reason}）。能去的话请重新接单；登记错了，请马上打电话给救援中心。`,
      });
      return change;
    });
  }

  private async declined(tx: Transaction, found: Found, reason: string): Promise<Partial<Entrapment>> {
    const { one, mine } = found;
    if (isThere(mine))
      throw AppError.conflict(
        'rescue.already_there',
        `${whoOf(found)}已登记到场，不能再改为不能去。${isOwn(found) ? '需要增援请打电话给救援中心。' : '需要增援请人工派单。'}`,
      );
    const wasComing = mine.state === 'accepted';
    await this.steps.answer(tx, mine, {
      ...{ state: 'declined', answeredAt: tx.at, reason, etaAt: null, departedAt: null },
      ...notThere,
    });
    const side = wasComing ? `${sides[mine.side]}：` : '';
    await this.journal.write(tx, one, {
      kind: wasComing ? 'withdrawn' : 'declined',
      text: `${(await this.caller(tx, found)) ?? side}${reason}`,
      open: { side: mine.side, ...entered(found) },
    });
    const coming = await this.book.coming(tx, one);
    return wasComing && canFree(mine)
      ? { ...coming, ...(await this.withdrawn(tx, { ...one, ...coming }, { side: mine.side, reason })) }
      : coming;
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
    return this.steps.step(entrapmentId, ctx, (tx, found) => this.etaChanged(tx, found, etaMinutes));
  }

  /**
   * By telephone.
   * @throws not_found `rescue.not_called`, or for another area; conflict `rescue.not_coming`, `rescue.already_there`,
   * `rescue.frees_nobody` of the owner's people, who tell no time of arrival
   */
  async changeEtaFor(input: DeskInput<'changeEtaFor'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, personId, etaMinutes } = input;
    return this.steps.stepOf(personId, entrapmentId, ctx, async (tx, found) => {
      if (!canFree(found.mine))
        throw AppError.conflict('rescue.frees_nobody', '使用单位的人员不填预计到达时间。请改为加备注。');
      const change = await this.etaChanged(tx, found, etaMinutes);
      await this.dispatch.tellOne(tx, found.one, found.mine, {
        title: `救援中心已替您登记：预计 ${etaMinutes} 分钟到达`,
        text: '按您电话里说的更改了预计到达时间。登记错了，请在救援页面上改。',
      });
      return change;
    });
  }

  private async etaChanged(tx: Transaction, found: Found, etaMinutes: number): Promise<Partial<Entrapment>> {
    const { one, mine } = found;
    if (mine.state !== 'accepted')
      throw AppError.conflict(
        'rescue.not_coming',
        isOwn(found)
          ? '您还没有接单，请先接单，再填预计到达时间。'
          : '这个人没有接单，不能更改预计到达时间。请先让对方接单，或人工派单。',
      );
    if (isThere(mine))
      throw AppError.conflict('rescue.already_there', `${whoOf(found)}已登记到场，不用再填预计到达时间。`);
    await this.steps.answer(tx, mine, { etaAt: tx.at + etaMinutes * minuteMs, ...notThere });
    await this.journal.write(tx, one, {
      kind: 'eta_changed',
      text: `${(await this.caller(tx, found)) ?? `${sides[mine.side]}：`}预计 ${etaMinutes} 分钟到达`,
      open: { side: mine.side, etaMinutes, ...entered(found) },
    });
    return this.book.coming(tx, one);
  }

  /** Whose word the desk entered, before that word; null: their own tap. */
  private async caller(tx: Transaction, found: Found): Promise<string | null> {
    if (isOwn(found)) return null;
    const { personId, side } = found.mine;
    const nameOf = await personNames(tx.manager, [personId]);
    return `${sides[side]}${nameOf(personId)}来电说：`;
  }
}
