import type { MyDevice, MyDevices } from '@lifttrust/shared-types/device/device.contract';
import {
  needsWorkingDevice,
  standingOf,
  timeLeftInWords,
  workingDevice,
} from '@lifttrust/shared-types/device/device.rules';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { DeviceTrust } from '../kernel/device-trust';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DeviceChangeRow, DeviceRow } from './device.entity';
import { channelOf } from './device.query';

interface Seen {
  personId: string;
  channel: string;
  deviceId: string;
  deviceText: string;
  isDesk: boolean | null;
}

/** One account, one working device: the first is trusted, another takes its place by request (CHK-08). */
@Singleton()
export class DeviceService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() trust: DeviceTrust;

  @Init()
  open(): void {
    this.trust.use((actor, ctx) => this.mustBeWorking(actor, ctx));
  }

  /** Remembers where somebody signed in; the first device of a role that works becomes the working one. */
  async seen(tx: Transaction, { isDesk, ...seen }: Seen, role: Role): Promise<void> {
    const { personId, channel, deviceId } = seen;
    if (isDesk) return;
    const devices = await tx.manager.findBy(DeviceRow, { personId, channel });
    const known = devices.find((device) => device.deviceId === deviceId);
    if (known && known.text !== seen.deviceText)
      await tx.manager.update(DeviceRow, { id: known.id }, { text: seen.deviceText });
    const isFirst = devices.every(({ trustedFrom }) => trustedFrom === null);
    const trustedFrom = isFirst && needsWorkingDevice(role, this.cityService.parameters) ? tx.at : null;
    if (!known) await this.insert(tx, { ...seen, trustedFrom });
    else if (trustedFrom !== null) await tx.manager.update(DeviceRow, { id: known.id }, { trustedFrom });
    if (trustedFrom !== null) await tx.audit('device.trusted_first', 'person', personId, { channel });
  }

  private async insert(
    tx: Transaction,
    {
      personId,
      channel,
      deviceId,
      deviceText,
      trustedFrom,
    }: Omit<Seen, 'isDesk'> & { trustedFrom: number | null },
  ): Promise<void> {
    const row = { id: newId(), personId, channel, deviceId, text: deviceText, firstAt: tx.at, trustedFrom };
    await tx.manager.insert(DeviceRow, row);
  }

  /**
   * By the session's device, never by what a request says of itself.
   * @throws forbidden `device.not_trusted`, with what to do
   */
  private async mustBeWorking(actor: Actor, ctx: Ctx): Promise<void> {
    if (!needsWorkingDevice(actor.role, this.cityService.parameters)) return;
    const { manager } = this.database.reader;
    const { channel, isDesk } = await channelOf(manager, actor.sessionId);
    const devices = await manager.findBy(DeviceRow, { personId: actor.personId, channel });
    const working = workingDevice(devices, ctx.at);
    if (working?.deviceId === actor.deviceId && !isDesk) return;
    if (!working && !isDesk) {
      const deviceText = devices.find(({ deviceId }) => deviceId === actor.deviceId)?.text ?? '';
      const { personId, deviceId } = actor;
      await this.work.apart(ctx, (tx) =>
        this.seen(tx, { personId, channel, deviceId, deviceText, isDesk }, actor.role),
      );
      return;
    }
    const mine = devices.find(({ deviceId }) => deviceId === actor.deviceId);
    throw new AppError('forbidden', 'device.not_trusted', await this.whyNot(manager, mine, ctx.at));
  }

  private async whyNot(manager: EntityManager, device: DeviceRow | undefined, at: number): Promise<string> {
    const change = device ? await latestChange(manager, device.id) : null;
    const standing = device ? standingOf(device, change, false, at) : 'known';
    if (standing === 'waiting') return '更换工作设备的申请还在等本单位管理员批准，批准前请用原来的设备。';
    if (standing === 'cooling')
      return `更换已批准，${timeLeftInWords((device?.trustedFrom ?? at) - at)}后生效；在此之前请用原来的设备。`;
    return '这台设备不是您的工作设备，不能签到、签名或提交。请用原来的设备，或在“我的设备”里申请更换。';
  }

  /** `manager` of a transaction whose change is to be seen before it is committed. */
  async mine(ctx: Ctx, manager = this.database.reader.manager): Promise<MyDevices> {
    const actor = requireActor(ctx);
    const { channel } = await channelOf(manager, actor.sessionId);
    const devices = await manager.find(DeviceRow, {
      where: { personId: actor.personId, channel },
      order: { firstAt: 'DESC', id: 'DESC' },
    });
    const working = workingDevice([...devices], ctx.at);
    const items: MyDevice[] = [];
    for (const device of devices) items.push(await this.toMine(manager, device, working, actor, ctx.at));
    return {
      items,
      isNeeded: needsWorkingDevice(actor.role, this.cityService.parameters),
      changeHours: this.cityService.parameters.device.changeHours,
      serverTime: ctx.at,
    };
  }

  private async toMine(
    manager: EntityManager,
    device: DeviceRow,
    working: DeviceRow | null,
    actor: Actor,
    at: number,
  ): Promise<MyDevice> {
    const change = await latestChange(manager, device.id);
    return {
      id: device.id,
      text: device.text,
      standing: standingOf(device, change, device.id === working?.id, at),
      trustedFrom: device.trustedFrom,
      askedAt: change?.askedAt ?? null,
      decision: change?.decision ?? '',
      firstAt: device.firstAt,
      isThis: device.deviceId === actor.deviceId,
    };
  }
}

const latestChange = (manager: EntityManager, deviceKey: string): Promise<DeviceChangeRow | null> =>
  manager.findOne(DeviceChangeRow, { where: { deviceKey }, order: { askedAt: 'DESC', id: 'DESC' } });
