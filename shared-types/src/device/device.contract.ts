import { everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { accountAdmins } from '../session/session.contract';

/**
 * How a device stands for one person: `trusted` works; `waiting` for the unit's admin; `cooling` is approved and its
 * hours have not passed; `refused`; `retired` worked before another took its place; `known` has only signed in.
 */
export const DeviceStanding = z.enum(['trusted', 'waiting', 'cooling', 'refused', 'retired', 'known']);
export type DeviceStanding = z.infer<typeof DeviceStanding>;

export const standingWords: Record<DeviceStanding, string> = {
  trusted: '工作设备',
  waiting: '等待批准',
  cooling: '已批准，等待生效',
  refused: '未批准',
  retired: '已停用',
  known: '未登记为工作设备',
};

export const MyDevice = z.object({
  id: Ulid,
  /** Model, system and client in the phone's own words. */
  text: z.string(),
  standing: DeviceStanding,
  /** When it becomes, or became, the working device. */
  trustedFrom: Instant.nullable(),
  askedAt: Instant.nullable(),
  decision: z.string(),
  firstAt: Instant,
  isThis: z.boolean(),
});
export type MyDevice = z.infer<typeof MyDevice>;

export const MyDevices = z.object({
  items: z.array(MyDevice),
  /** Whether this role needs a working device at all. */
  isNeeded: z.boolean(),
  changeHours: z.number(),
  serverTime: Instant,
});
export type MyDevices = z.infer<typeof MyDevices>;

export const DeviceChangeState = z.enum(['waiting', 'approved', 'refused', 'withdrawn']);
export const DeviceChange = z.object({
  id: Ulid,
  person: NamedRef,
  organisation: NamedRef,
  /** The device that wants to become the working one, and the one that is. */
  device: z.string(),
  before: z.string(),
  reason: z.string(),
  askedAt: Instant,
  state: DeviceChangeState,
  decision: z.string(),
  decidedAt: Instant.nullable(),
  effectiveAt: Instant.nullable(),
});
export type DeviceChange = z.infer<typeof DeviceChange>;

export const deviceApi = {
  mine: endpoint({
    method: 'GET',
    path: '/me/devices',
    summary: '我的设备：哪一台是工作设备，更换办到了哪一步。',
    access: everyRole('any'),
    response: MyDevices,
  }),
  ask: endpoint({
    method: 'POST',
    path: '/me/devices/changes',
    summary: '申请把这台设备换成我的工作设备，由本单位管理员批准。',
    access: { technician: 'self', owner_officer: 'self', rescuer: 'self' },
    body: z.object({ reason: Sentence(200) }),
    response: MyDevices,
  }),
  changes: endpoint({
    method: 'GET',
    path: '/device-changes',
    summary: '本单位（本辖区）人员更换工作设备的申请。',
    access: accountAdmins,
    query: Paging.extend({ state: DeviceChangeState.default('waiting') }),
    response: pageOf(DeviceChange),
  }),
  decide: endpoint({
    method: 'POST',
    path: '/device-changes/:changeId/decision',
    summary: '批准或不批准更换工作设备，写明理由；批准后满规定时间生效。',
    access: accountAdmins,
    params: z.object({ changeId: Ulid }),
    body: z.object({ approve: z.boolean(), reason: Sentence(200) }),
    response: DeviceChange,
  }),
};
