import { randomInt } from 'node:crypto';
import type { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { isFailed, nextTest } from '@lifttrust/shared-types/duty/duty.test-call.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { PhoneChannels } from '../adapters/phone-channel/phone-channels';
import type { Sent } from '../adapters/phone-channel/port';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { DutyRosterRow, DutyTestCallRow } from './duty.entity';
import { DutyQuery } from './duty.query';

export const testCallKind = 'duty.test';
const deafTask = 'duty.phone_unanswered';

/**
 * The platform calls each phone of duty once a month and reads a number aloud; whoever picked up enters it. Nobody is
 * called where the city has not connected calls: that says nothing about the phone.
 */
@Singleton()
export class DutyTestCalls {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() phoneChannels: PhoneChannels;
  @Inject() dailyRound: DailyRound;
  @Inject() dutyQuery: DutyQuery;
  @Inject() taskService: TaskService;

  @Init()
  listen(): void {
    this.dailyRound.on('duty.test_calls', (tx, day) => this.look(tx, day));
    this.outbox.on('duty.test_call', ({ callId }, ctx) => this.call(String(callId), ctx));
  }

  private get voice() {
    const channel = this.phoneChannels.of('voice');
    return channel?.knows(testCallKind) ? channel : null;
  }

  private async look(tx: Transaction, day: string): Promise<void> {
    if (!this.voice) return;
    const { duty } = this.cityService.parameters;
    const month = day.slice(0, 7);
    for (const roster of await tx.manager.findBy(DutyRosterRow, { endedAt: IsNull() })) {
      const calls = await tx.manager.findBy(DutyTestCallRow, { rosterId: roster.id, month });
      const next = nextTest(calls, duty, Number(day.slice(8)), tx.at);
      if (next.what === 'tell_district') await this.tellDistrict(tx, roster, month);
      if (next.what !== 'call') continue;
      const row = {
        ...{ id: newId(), rosterId: roster.id, month, attempt: next.attempt, state: 'due', trouble: '' },
        ...{ codePrint: null, dueAt: tx.at, placedAt: null, answeredAt: null, answeredBy: null },
      };
      await tx.manager.insert(DutyTestCallRow, row);
      await tx.audit('duty.test_due', 'duty_roster', roster.id, { month, attempt: next.attempt });
      await tx.emit('duty.test_call', { callId: row.id });
    }
  }

  /** Once: the intent stands before the call, so that a repeated event calls nobody a second time. */
  private async call(callId: string, ctx: Ctx): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const roster = await this.work.run(ctx, async (tx) => {
      const patch = {
        state: 'calling',
        codePrint: this.cipher.fingerprint('duty.test', `${callId} ${code}`),
      };
      const { affected } = await tx.manager.update(DutyTestCallRow, { id: callId, state: 'due' }, patch);
      if (affected !== 1) return null;
      const { rosterId } = await tx.manager.findOneByOrFail(DutyTestCallRow, { id: callId });
      return tx.manager.findOneBy(DutyRosterRow, { id: rosterId });
    });
    if (!roster) return;
    const sent = await this.place(callId, roster, code);
    await this.work.run(ctx, async (tx) => {
      const isPlaced = sent.outcome === 'sent' || sent.outcome === 'unknown';
      const trouble = sent.outcome === 'sent' ? '' : sent.code.slice(0, 60);
      const state = isPlaced ? 'placed' : 'failed';
      const patch = { state, trouble, placedAt: isPlaced ? tx.at : null };
      await tx.manager.update(DutyTestCallRow, { id: callId, state: 'calling' }, patch);
      await tx.audit(isPlaced ? 'duty.test_placed' : 'duty.test_failed', 'duty_roster', roster.id, {
        trouble,
      });
    });
  }

  private async place(callId: string, roster: DutyRosterRow, code: string): Promise<Sent> {
    const { voice } = this;
    if (!roster.phoneSealed) return { outcome: 'refused', code: 'no_phone' };
    if (!voice) return { outcome: 'refused', code: 'not_connected' };
    const facts = [{ label: '测试码', value: [...code].join(' ') }];
    const card = { title: '值班电话测试', text: '', facts, subjectId: roster.id, page: null };
    const to = this.cipher.decrypt(roster.phoneSealed);
    return voice.send({ deliveryId: callId, to, kind: testCallKind, card });
  }

  /** @throws not_found; conflict `duty.no_test`; rule_broken `duty.test_code` */
  async answer({ rosterId, code }: InputOf<typeof dutyApi.answerTest>, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const roster = await this.dutyQuery.mustSee(tx.manager, rosterId, actor);
      const { answerMinutes } = this.cityService.parameters.duty;
      const placed = await tx.manager.findBy(DutyTestCallRow, { rosterId: roster.id, state: 'placed' });
      const open = placed.filter((call) => !isFailed(call, answerMinutes, tx.at));
      if (open.length === 0)
        throw AppError.conflict('duty.no_test', '现在没有等待回答的测试电话。超过时间的，请等下一次。');
      const call = open.find(
        ({ id, codePrint }) => codePrint === this.cipher.fingerprint('duty.test', `${id} ${code}`),
      );
      if (!call)
        throw AppError.broken([
          { code: 'duty.test_code', field: 'code', message: '测试码不对，请按电话里读的 6 位数字填写。' },
        ]);
      const answered = { state: 'answered', answeredAt: tx.at, answeredBy: actor.personId };
      await tx.manager.update(DutyTestCallRow, { id: call.id, state: 'placed' }, answered);
      await tx.audit('duty.test_answered', 'duty_roster', roster.id, { attempt: call.attempt });
      await this.taskService.settle(tx, { kind: deafTask, about: roster.id }, '值班电话已有人接听');
    });
  }

  private async tellDistrict(tx: Transaction, roster: DutyRosterRow, month: string): Promise<void> {
    await this.taskService.open(tx, {
      ...{ kind: deafTask, about: roster.id, subject: { kind: 'duty_roster', id: roster.id } },
      ...{ divisionCode: roster.divisionCode, organisationId: null, dueOn: null },
      title: `值班电话两次无人接听：${roster.name}`,
      text: `${month} 平台两次拨打这张值班表的电话，都没有人回答测试码。请督促单位核对号码、安排人值守。`,
    });
  }
}
