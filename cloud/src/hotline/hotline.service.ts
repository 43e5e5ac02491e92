import type { DeskCall as DeskCallShown, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { refuseSettling } from '@lifttrust/shared-types/hotline/hotline.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Held } from '../kernel/held';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { RescueDesk } from '../rescue/rescue.desk';
import { DailyRound } from '../round/daily-round';
import { DeskCall, DeskCallBack } from './desk-call.entity';
import { HotlineQuery } from './hotline.query';

type Input<K extends keyof typeof hotlineApi> = InputOf<(typeof hotlineApi)[K]>;

const dayMs = 86_400_000;
const atOnce = 500;

/** What the desk does at its telephone. Who is inside a lift is the rescue's; a call leads there. */
@Singleton()
export class HotlineService {
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() dailyRound: DailyRound;
  @Inject() held: Held;
  @Inject() rescueDesk: RescueDesk;
  @Inject() hotlineQuery: HotlineQuery;

  @Init()
  open(): void {
    this.dailyRound.on('hotline.forget', (tx) => this.forget(tx));
  }

  /** Somebody at the desk picks up. @throws invalid `hotline.ring_in_future` */
  take({ phone, ringAt }: Input<'take'>, ctx: Ctx): Promise<DeskCallShown> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      if (ringAt !== undefined && ringAt > tx.at)
        throw AppError.invalid('hotline.ring_in_future', '响铃时间不能晚于现在。');
      const id = newId();
      await tx.manager.insert(DeskCall, {
        ...{ id, divisionCode: actor.divisionCode, takenBy: actor.personId, takenAt: tx.at },
        ringAt: ringAt ?? null,
        phoneSealed: phone ? this.cipher.encrypt(phone) : null,
        phonePrint: phone ? this.printOf(phone) : null,
        forgetAt: tx.at + this.cityService.parameters.rescue.phoneDays * dayMs,
        ...{ kind: null, settledAt: null, settledBy: null, noteSealed: null, liftId: null },
        ...{ entrapmentId: null, wantsCallBack: false, calledBackAt: null },
      });
      await tx.audit('hotline.taken', 'desk_call', id);
      return this.hotlineQuery.one(tx.manager, id);
    });
  }

  /**
   * Says what a call was about. About people inside it also reports them, in the same transaction: the call is not
   * settled unless somebody has been called.
   * @throws not_found for a call or a lift that is not in the area
   * @throws rule_broken `hotline.settled`, `hotline.lift_missing`
   */
  settle(input: Input<'settle'>, ctx: Ctx): Promise<DeskCallShown> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const call = await this.hotlineQuery.mustSee(tx.manager, input.callId, actor);
      const refusals = refuseSettling(call, input);
      if (refusals.length > 0) throw AppError.broken(refusals);
      const { kind, liftId, note, wantsCallBack } = input;
      if (liftId !== null) mustCover(actor, await tx.manager.findOneBy(Lift, { id: liftId }));
      const entrapmentId = kind === 'trapped' ? await this.report(call, input, ctx) : null;
      const change = {
        ...{ kind, liftId, entrapmentId, settledAt: tx.at, settledBy: actor.personId },
        ...{ noteSealed: note === '' ? null : this.cipher.encrypt(note), wantsCallBack },
      };
      const settled = await tx.manager.update(DeskCall, { id: call.id, settledAt: IsNull() }, change);
      if (settled.affected !== 1)
        throw AppError.conflict('hotline.settled_meanwhile', '这个来电刚刚已由别人登记，请刷新查看。');
      await tx.audit('hotline.settled', 'desk_call', call.id, {
        ...{ kind, liftId, entrapmentId },
        ...(kind === 'trapped' ? { source: input.source } : {}),
      });
      return this.hotlineQuery.one(tx.manager, call.id);
    });
  }

  private async report(call: DeskCall, input: Input<'settle'>, ctx: Ctx): Promise<string> {
    const phone = call.phoneSealed === null ? {} : { phone: this.cipher.decrypt(call.phoneSealed) };
    const { liftId, situation, note, source } = input;
    const told = { ...situation, ...(note === '' ? {} : { note }) };
    // What is too short for a telephone number of a caller (an extension) is not handed on.
    const known = phone.phone !== undefined && /^\+?[\d-]{5,20}$/.test(phone.phone) ? phone : {};
    const entrapment = await this.rescueDesk.report(
      { ...told, ...known, liftId: liftId ?? '', source, kind: 'trapped' },
      ctx,
    );
    return entrapment.id;
  }

  /** @throws not_found; rule_broken `hotline.not_settled`, `hotline.trapped_stays` */
  correct({ callId, kind, note, reason }: Input<'correct'>, ctx: Ctx): Promise<DeskCallShown> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const call = await this.hotlineQuery.mustSee(tx.manager, callId, actor);
      if (call.settledAt === null)
        throw AppError.broken([
          { code: 'hotline.not_settled', message: '这个来电还没有登记结果，直接登记就可以。' },
        ]);
      if (call.kind === 'trapped' && kind !== undefined)
        throw AppError.broken([
          {
            code: 'hotline.trapped_stays',
            message: '困人求助已经派单，类别不能在这里改。如果是误报或选错电梯，请在救援台更正那起困人。',
            field: 'kind',
          },
        ]);
      await tx.manager.update(
        DeskCall,
        { id: callId },
        {
          ...(kind === undefined ? {} : { kind }),
          ...(note === undefined ? {} : { noteSealed: note === '' ? null : this.cipher.encrypt(note) }),
        },
      );
      const detail = {
        before: call.kind,
        after: kind ?? call.kind,
        isNoteChanged: note !== undefined,
        reason,
      };
      await tx.audit('hotline.corrected', 'desk_call', callId, detail);
      return this.hotlineQuery.one(tx.manager, callId);
    });
  }

  /** The whole number; every look is logged. @throws not_found `hotline.no_phone` where none is kept (any more) */
  phone({ callId }: Input<'phone'>, ctx: Ctx): Promise<{ phone: string }> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const call = await this.hotlineQuery.mustSee(tx.manager, callId, actor);
      if (call.phoneSealed === null)
        throw AppError.notFound('hotline.no_phone', '这个来电没有号码，或号码已到期删除。');
      await tx.audit('hotline.phone_read', 'desk_call', callId);
      return { phone: this.cipher.decrypt(call.phoneSealed) };
    });
  }

  /** @throws not_found for the call, or `hotline.call_back_unknown` for what is to be put right */
  callBack(input: Input<'callBack'>, ctx: Ctx): Promise<DeskCallShown> {
    const actor = requireActor(ctx);
    const { callId, outcome, satisfaction, note, corrects } = input;
    return this.work.run(ctx, async (tx) => {
      await this.hotlineQuery.mustSee(tx.manager, callId, actor);
      if (corrects !== null && !(await tx.manager.existsBy(DeskCallBack, { id: corrects, callId })))
        throw AppError.notFound('hotline.call_back_unknown', '要更正的回访不在这个来电里，请刷新查看。');
      const row = {
        id: newId(),
        callId,
        at: tx.at,
        personId: actor.personId,
        outcome,
        satisfaction,
        note,
        corrects,
      };
      await tx.manager.insert(DeskCallBack, row);
      const isOver = outcome !== 'no_answer';
      await tx.manager.update(DeskCall, { id: callId }, { calledBackAt: isOver ? tx.at : null });
      await tx.audit('hotline.called_back', 'desk_call', callId, { outcome, corrects });
      return this.hotlineQuery.one(tx.manager, callId);
    });
  }

  /**
   * Numbers and words of callers go when their days are over, at a lift that is held with its release (RET-01); that
   * there was a call stays.
   */
  private async forget(tx: Transaction): Promise<void> {
    const where = { forgetAt: LessThanOrEqual(tx.at), settledAt: Not(IsNull()) };
    const over = await tx.manager.find(DeskCall, { where, select: { id: true, liftId: true } });
    const free = (await this.held.free(tx.manager, over, (call) => call)).map(({ id }) => id);
    const gone = { phoneSealed: null, phonePrint: null, noteSealed: null, forgetAt: null };
    for (let at = 0; at < free.length; at += atOnce)
      await tx.manager.update(DeskCall, { id: In(free.slice(at, at + atOnce)) }, gone);
    if (free.length > 0) await tx.audit('hotline.forgotten', 'desk_call', 'round', { calls: free.length });
  }

  private printOf(phone: string): string {
    return this.cipher.fingerprint('desk-call-phone', phone.replace(/\D/g, ''));
  }
}
