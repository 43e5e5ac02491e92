import type { Delay as DelayInFull, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { DelayStateField } from '@lifttrust/shared-types/delay/delay.contract';
import { delayReasons, delaySteps, refuseDelay } from '@lifttrust/shared-types/delay/delay.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { ContractRecipients } from '../contract/contract.recipients';
import { FileService } from '../file/file.service';
import { covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MessageService } from '../message/message.service';
import { Delay } from './delay.entity';
import { DelayQuery } from './delay.query';
import { DelayLift } from './delay-lift.entity';

type Draft = InputOf<typeof delayApi.submit>;

/** 延期说明 from the company's words to the regulator's decision. Nothing in here moves a due day (DLY-03). */
@Singleton()
export class DelayService {
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() messageService: MessageService;
  @Inject() recipients: ContractRecipients;
  @Inject() delayQuery: DelayQuery;

  /**
   * @throws not_found for a lift that is not the company's; rule_broken with every reason at once (refuseDelay)
   */
  async submit(input: Draft, ctx: Ctx): Promise<DelayInFull> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const ids = [...new Set(input.liftIds)];
      const lifts = await tx.manager.findBy(Lift, { id: In(ids) });
      if (lifts.filter((lift) => covers(actor, lift)).length !== ids.length) throw AppError.notFound();
      const fileIds = [...new Set(input.fileIds)];
      for (const fileId of fileIds) await this.fileService.attach(tx, fileId, actor.personId);
      const refusals = refuseDelay({
        reason: input.reason,
        evidence: fileIds.length,
        today: dayOf(tx.at),
        expectedOn: input.expectedOn,
        lifts: lifts.map(({ place, ownNumber, dueOn }) => ({ place: `${place} ${ownNumber}`.trim(), dueOn })),
      });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const delayId = await this.enter(tx, { ...input, fileIds }, lifts, actor);
      await tx.audit('delay.submitted', 'delay', delayId, { reason: input.reason, lifts: ids.length });
      if (input.reason === 'access_refused') await this.tellOwners(tx, delayId, input, lifts);
      return this.delayQuery.show(tx.manager, delayId, ctx);
    });
  }

  /** @throws conflict `delay.already_decided` once somebody has decided on one of its lifts */
  async withdraw(delayId: string, ctx: Ctx): Promise<DelayInFull> {
    return this.change(delayId, ctx, async (tx, { lifts }) => {
      const open = lifts.every(({ state }) =>
        mayFollow(delaySteps, DelayStateField.parse(state), 'withdrawn'),
      );
      if (!open)
        throw AppError.conflict('delay.already_decided', '监管部门已经作出决定，不能再撤回；请刷新查看。');
      await this.move(tx, lifts, { state: 'withdrawn' });
      await tx.audit('delay.withdrawn', 'delay', delayId);
    });
  }

  /** @throws conflict `delay.already_ended`; invalid `delay.end_in_future` */
  async end({ delayId, endedOn }: InputOf<typeof delayApi.end>, ctx: Ctx): Promise<DelayInFull> {
    return this.change(delayId, ctx, async (tx, { delay }) => {
      if (delay.endedOn !== null)
        throw AppError.conflict('delay.already_ended', '已经登记过解除日期了，请刷新查看。');
      if (endedOn > dayOf(tx.at))
        throw AppError.invalid('delay.end_in_future', '障碍解除的日期不能晚于今天。');
      const { affected } = await tx.manager
        .createQueryBuilder()
        .update(Delay)
        .set({ endedOn })
        .where('id = :delayId AND ended_on IS NULL', { delayId })
        .execute();
      if (affected !== 1)
        throw AppError.conflict('delay.already_ended', '已经登记过解除日期了，请刷新查看。');
      await tx.audit('delay.ended', 'delay', delayId, { endedOn });
    });
  }

  /** The regulator accepts or does not; accepted keeps the lifts off the lists that punish, and nothing else. */
  async decide(input: InputOf<typeof delayApi.decide>, ctx: Ctx): Promise<DelayInFull> {
    const actor = requireActor(ctx);
    return this.change(input.delayId, ctx, async (tx, { delay, lifts }) => {
      const named = input.liftIds ? new Set(input.liftIds) : null;
      const chosen = lifts.filter(({ liftId }) => !named || named.has(liftId));
      if (named && chosen.length !== named.size) throw AppError.notFound();
      const state = input.accepted ? 'accepted' : 'not_accepted';
      const movable = chosen.filter((one) => mayFollow(delaySteps, DelayStateField.parse(one.state), state));
      if (movable.length === 0)
        throw AppError.conflict('delay.nothing_to_decide', '没有可以作出这一决定的电梯，请刷新查看。');
      const decided = { decidedBy: actor.personId, decidedAt: tx.at, decision: input.text };
      await this.move(tx, movable, { state, ...decided });
      await tx.audit(`delay.${state}`, 'delay', delay.id, { lifts: movable.length });
      const company = await this.recipients.ofCompany(tx.manager, delay.companyId);
      await this.messageService.send(tx, [...new Set([...company, delay.submittedBy])], {
        kind: 'delay.decided',
        subjectId: delay.id,
        title: input.accepted ? '延期说明已确认' : '延期说明未被确认',
        text: `${movable.length} 台电梯的延期说明${input.accepted ? '已由监管部门确认' : '没有得到确认'}：${input.text}`,
        facts: [{ label: '原因', value: reasonWord(delay.reason) }],
        page: `technician/delay/index?delayId=${delay.id}`,
      });
    });
  }

  /** @throws conflict `delay.not_contradictable` where the reason is not the owner's, or they have spoken already */
  async contradict({ delayId, text }: InputOf<typeof delayApi.contradict>, ctx: Ctx): Promise<DelayInFull> {
    const actor = requireActor(ctx);
    return this.change(delayId, ctx, async (tx, { delay, lifts }) => {
      const open = lifts.filter(
        ({ contradictedAt, state }) => contradictedAt === null && state !== 'withdrawn',
      );
      if (delay.reason !== 'access_refused' || open.length === 0)
        throw AppError.conflict('delay.not_contradictable', '这份说明不能再提出异议，请刷新查看。');
      const said = { contradictedBy: actor.personId, contradictedAt: tx.at, contradiction: text };
      await this.move(tx, open, said);
      await tx.audit('delay.contradicted', 'delay', delayId);
    });
  }

  private async change(
    delayId: string,
    ctx: Ctx,
    act: (tx: Transaction, found: { delay: Delay; lifts: DelayLift[] }) => Promise<void>,
  ): Promise<DelayInFull> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await act(tx, await this.delayQuery.mustSee(tx.manager, delayId, actor));
      return this.delayQuery.show(tx.manager, delayId, ctx);
    });
  }

  /** Only what nobody has moved meanwhile: of two decisions at once one is heard, the other refused. */
  private async move(tx: Transaction, rows: DelayLift[], patch: Partial<DelayLift>): Promise<void> {
    let moved = 0;
    for (const { id, state } of rows)
      moved += (await tx.manager.update(DelayLift, { id, state }, patch)).affected ?? 0;
    if (moved !== rows.length)
      throw AppError.conflict('delay.moved_on', '这份说明刚刚被更新，请刷新后再试。');
  }

  private async enter(tx: Transaction, input: Draft, lifts: Lift[], actor: Actor): Promise<string> {
    const id = newId();
    const { kind, reason, text, expectedOn, fileIds } = input;
    const [submittedBy, submittedAt, companyId] = [actor.personId, tx.at, actor.organisationId];
    const head = { id, companyId, kind, reason, text, expectedOn, endedOn: null, fileIds };
    await tx.manager.insert(Delay, { ...head, submittedBy, submittedAt });
    const open = { decidedBy: null, decidedAt: null, decision: '' };
    const unsaid = { contradictedBy: null, contradictedAt: null, contradiction: '' };
    const rows = lifts.map(({ id: liftId, ownerId, divisionCode, dueOn }) => ({
      ...{ id: newId(), delayId: id, liftId, companyId, ownerId, divisionCode, dueOn: dueOn ?? expectedOn },
      ...{ expectedOn, state: 'submitted', submittedAt, ...open, ...unsaid },
    }));
    await insertRows(tx.manager, DelayLift, rows);
    return id;
  }

  /** Whoever is said to have refused entry hears of it and may contradict (DLY-05). */
  private async tellOwners(tx: Transaction, delayId: string, input: Draft, lifts: Lift[]): Promise<void> {
    const owners = new Set(lifts.flatMap(({ ownerId }) => ownerId ?? []));
    for (const ownerId of owners) {
      const own = lifts.filter((lift) => lift.ownerId === ownerId);
      await this.messageService.send(tx, await this.recipients.ofOwner(tx.manager, ownerId), {
        kind: 'delay.access_refused',
        subjectId: delayId,
        title: '维保单位说明无法进入',
        text: `维保单位说明因贵单位拒绝或无法进入，${own.length} 台电梯不能按期维保。情况不符的，请提出异议。`,
        facts: [
          {
            label: '电梯',
            value: own
              .map(({ place, ownNumber }) => `${place} ${ownNumber}`.trim())
              .slice(0, 5)
              .join('、'),
          },
          { label: '说明', value: input.text },
          { label: '预计恢复', value: dayInWords(input.expectedOn) },
        ],
        page: `owner/delay/index?delayId=${delayId}`,
      });
    }
  }
}

const reasonWord = (reason: string): string =>
  Object.entries(delayReasons).find(([key]) => key === reason)?.[1] ?? reason;
