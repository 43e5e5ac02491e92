import {
  type DeviceChange,
  DeviceChangeState,
  type deviceApi,
  type MyDevices,
} from '@lifttrust/shared-types/device/device.contract';
import { effectiveAt, workingDevice } from '@lifttrust/shared-types/device/device.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { DeviceChangeRow, DeviceRow } from './device.entity';
import {
  adminsOf,
  type ChangeReach,
  type ChangeRow,
  changesWithin,
  changeWithin,
  channelOf,
} from './device.query';
import { DeviceService } from './device.service';

/** Another working device: asked for on it, decided by the unit's admin, in force when its hours have passed. */
@Singleton()
export class DeviceChangeService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() messages: MessageService;
  @Inject() devices: DeviceService;

  async ask({ reason }: InputOf<typeof deviceApi.ask>, ctx: Ctx): Promise<MyDevices> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const device = await this.deviceToTrust(tx, actor);
      const { personId, organisationId } = actor;
      // The newest request counts: whoever asks again has changed their mind.
      await tx.manager.update(DeviceChangeRow, { personId, state: 'waiting' }, { state: 'withdrawn' });
      const id = newId();
      await tx.manager.insert(DeviceChangeRow, {
        id,
        deviceKey: device.id,
        personId,
        organisationId,
        reason,
        askedAt: tx.at,
        state: 'waiting',
        decision: '',
      });
      await tx.audit('device.change_asked', 'person', personId, { changeId: id });
      await this.tellAdmins(tx, actor, id, reason);
      return this.devices.mine(ctx, tx.manager);
    });
  }

  private async deviceToTrust(tx: Transaction, actor: Actor): Promise<DeviceRow> {
    const { channel, isDesk } = await channelOf(tx.manager, actor.sessionId);
    const devices = await tx.manager.findBy(DeviceRow, { personId: actor.personId, channel });
    const mine = devices.find(({ deviceId }) => deviceId === actor.deviceId);
    if (isDesk || !mine)
      throw AppError.broken([{ code: 'device.desk', message: '电脑不能作为工作设备，请在手机上申请。' }]);
    if (workingDevice(devices, tx.at)?.id === mine.id)
      throw AppError.conflict('device.already_trusted', '这台设备已经是您的工作设备，不用申请。');
    if (mine.trustedFrom !== null && mine.trustedFrom > tx.at)
      throw AppError.conflict('device.already_approved', '这台设备的更换已经批准，到时间自动生效。');
    return mine;
  }

  private async tellAdmins(tx: Transaction, actor: Actor, id: string, reason: string): Promise<void> {
    const admins = await adminsOf(tx.manager, actor.organisationId, dayOf(tx.at));
    await this.messages.send(
      tx,
      admins.filter((personId) => personId !== actor.personId),
      {
        kind: 'device.change_asked',
        subjectId: id,
        title: `${actor.personName}申请更换工作设备`,
        text: '请先当面或打电话确认是本人，再在后台“账号与设备”里批准或不批准。',
        facts: [
          { label: '人员', value: actor.personName },
          { label: '理由', value: reason },
        ],
        page: null,
      },
    );
  }

  async changes(input: InputOf<typeof deviceApi.changes>, ctx: Ctx) {
    const { page, pageSize, state } = input;
    const { manager } = this.database.reader;
    const found = await changesWithin(manager, reachOf(requireActor(ctx)), { state, page, pageSize });
    const items: DeviceChange[] = [];
    for (const row of found.rows) items.push(await this.toChange(manager, row, ctx.at));
    return { items, total: found.total, page, pageSize };
  }

  async decide(input: InputOf<typeof deviceApi.decide>, ctx: Ctx): Promise<DeviceChange> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const change = await changeWithin(tx.manager, reachOf(actor), input.changeId);
      if (!change) throw AppError.notFound();
      if (change.personId === actor.personId)
        throw new AppError('forbidden', 'device.own_request', '自己的申请要由另一位管理员决定。');
      await this.decideOnce(tx, change, input, actor);
      const after = await changeWithin(tx.manager, reachOf(actor), change.id);
      return this.toChange(tx.manager, after ?? change, ctx.at);
    });
  }

  private async decideOnce(
    tx: Transaction,
    change: ChangeRow,
    { approve, reason }: { approve: boolean; reason: string },
    actor: Actor,
  ): Promise<void> {
    const from = effectiveAt(Number(change.askedAt), tx.at, this.cityService.parameters);
    const decided = {
      state: approve ? 'approved' : 'refused',
      decidedAt: tx.at,
      decidedBy: actor.personId,
      decision: reason,
      effectiveAt: approve ? from : null,
    };
    const done = await tx.manager.update(DeviceChangeRow, { id: change.id, state: 'waiting' }, decided);
    if (done.affected !== 1)
      throw AppError.conflict('device.already_decided', '这份申请已经处理过或已撤回，请刷新查看。');
    if (approve) await tx.manager.update(DeviceRow, { id: change.deviceKey }, { trustedFrom: from });
    await tx.audit(`device.change_${decided.state}`, 'person', change.personId, {
      changeId: change.id,
      reason,
    });
    await this.messages.settle(tx, change.id, approve ? '已批准' : '未批准');
    await this.messages.send(tx, [change.personId], {
      kind: 'device.change_decided',
      subjectId: change.id,
      title: approve ? '更换工作设备已批准' : '更换工作设备未批准',
      text: approve
        ? `新设备从${instantInWords(from)}起可以签到、签名和提交；在此之前请用原来的设备。`
        : `理由：${reason}。请继续用原来的设备，或与管理员联系。`,
      facts: [{ label: '决定人', value: actor.personName }],
      page: null,
    });
  }

  private async toChange(manager: EntityManager, row: ChangeRow, at: number): Promise<DeviceChange> {
    const devices = await manager.findBy(DeviceRow, { personId: row.personId, channel: row.channel });
    return {
      id: row.id,
      person: { id: row.personId, name: row.personName },
      organisation: { id: row.organisationId, name: row.organisationName },
      device: row.deviceText,
      before: workingDevice(devices, at)?.text ?? '',
      reason: row.reason,
      askedAt: Number(row.askedAt),
      state: DeviceChangeState.parse(row.state),
      decision: row.decision,
      decidedAt: row.decidedAt === null ? null : Number(row.decidedAt),
      effectiveAt: row.effectiveAt === null ? null : Number(row.effectiveAt),
    };
  }
}

/** The district's admin reaches its area, for units without an admin; a unit's admin the unit. */
const reachOf = (actor: Actor): ChangeReach =>
  actor.role === 'regulator_admin'
    ? { division: actor.divisionCode || 'none' }
    : { organisationId: actor.organisationId };
