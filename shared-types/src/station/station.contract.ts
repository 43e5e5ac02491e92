import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const StationPosition = z.object({ lng: z.number(), lat: z.number() }).describe('GCJ-02');

/** A rescue station as lists show it; it is named by its organisation. */
export const StationCard = z.object({
  id: Ulid,
  name: z.string(),
  divisionCode: z.string(),
  /** Beginnings of the division codes it goes out to; empty: it has not been arranged yet. */
  areas: z.array(z.string()),
  address: z.string(),
  position: StationPosition.nullable(),
  /** Masked; empty where there is none. */
  phone: z.string(),
  isOpen: z.boolean(),
  /** Why it is closed. */
  closedReason: z.string(),
  people: z.number().int(),
  onCall: z.array(NamedRef),
});
export type StationCard = z.infer<typeof StationCard>;

export const StationTeam = z.object({
  id: Ulid,
  name: z.string(),
  leader: NamedRef,
  members: z.array(NamedRef),
});
export type StationTeam = z.infer<typeof StationTeam>;

export const EquipmentState = z.enum(['ready', 'in_repair']);
export type EquipmentState = z.infer<typeof EquipmentState>;
export const equipmentStateWords: Record<EquipmentState, string> = { ready: '可用', in_repair: '维修中' };

export const StationEquipment = z.object({
  id: Ulid,
  name: z.string(),
  quantity: z.number().int(),
  place: z.string(),
  state: EquipmentState,
  checkedOn: Day.nullable(),
});
export type StationEquipment = z.infer<typeof StationEquipment>;

export const Station = StationCard.extend({
  rescuers: z.array(NamedRef),
  teams: z.array(StationTeam),
  equipment: z.array(StationEquipment),
  changedAt: Instant.nullable(),
  may: z.object({ arrange: z.boolean(), readPhone: z.boolean() }),
});
export type Station = z.infer<typeof Station>;

const own = { unit_admin: 'organisation' } as const;
const desk = { ...districtActors, hotline_operator: 'division' } as const;
const readers = {
  ...districtReaders,
  hotline_operator: 'division',
  ...own,
  rescuer: 'organisation',
} as const;
const arrangers = { ...districtActors, ...own } as const;
const station = z.object({ stationId: Ulid });

export const stationApi = {
  list: endpoint({
    method: 'GET',
    path: '/rescue-stations',
    summary: '救援站：在哪里、管哪些区域、现在能不能出动、谁在值班。',
    access: readers,
    query: Paging.extend({ open: z.enum(['true', 'false']).optional() }),
    response: pageOf(StationCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/rescue-stations/:stationId',
    summary: '一个救援站的人员、班组和器材。',
    access: readers,
    params: station,
    response: Station,
  }),
  arrange: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId',
    summary: '登记救援站的位置、出动区域和电话。',
    access: arrangers,
    params: station,
    body: z.object({
      areas: z
        .array(z.string().regex(/^\d{4,12}$/, '区划代码应为 4 至 12 位数字。'))
        .min(1, '请至少选一个出动区域。')
        .max(40),
      address: z.string().trim().max(200).default(''),
      position: z
        .object({
          lng: z.number().min(73, '经度应在 73 至 136 之间。').max(136, '经度应在 73 至 136 之间。'),
          lat: z.number().min(3, '纬度应在 3 至 54 之间。').max(54, '纬度应在 3 至 54 之间。'),
          crs: Crs.exclude(['UNKNOWN']).default('GCJ02'),
        })
        .nullable()
        .default(null),
      /** Absent: stays as it is; empty: taken away. */
      phone: z.string().trim().max(20).optional(),
    }),
    response: Station,
  }),
  stand: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/standing',
    summary: '开始或暂停接受出动；暂停要写明原因。',
    access: arrangers,
    params: station,
    body: z.object({ isOpen: z.boolean(), reason: Sentence(200) }),
    response: Station,
  }),
  saveTeam: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/teams',
    summary: '建立或修改一个班组。',
    access: own,
    params: station,
    body: z.object({
      teamId: Ulid.optional(),
      name: Sentence(40),
      leaderId: Ulid,
      memberIds: z.array(Ulid).max(40).default([]),
    }),
    response: Station,
  }),
  endTeam: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/teams/:teamId/end',
    summary: '解散一个班组。',
    access: own,
    params: station.extend({ teamId: Ulid }),
    response: Done,
  }),
  saveEquipment: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/equipment',
    summary: '登记或修改一件器材。',
    access: own,
    params: station,
    body: z.object({
      equipmentId: Ulid.optional(),
      name: Sentence(60),
      quantity: z.number().int().min(1, '至少一件。').max(9999),
      place: z.string().trim().max(80).default(''),
      state: EquipmentState.default('ready'),
      checkedOn: Day.nullable().default(null),
    }),
    response: Station,
  }),
  endEquipment: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/equipment/:equipmentId/end',
    summary: '一件器材报废或调走。',
    access: own,
    params: station.extend({ equipmentId: Ulid }),
    response: Done,
  }),
  readPhone: endpoint({
    method: 'POST',
    path: '/rescue-stations/:stationId/phone-readings',
    summary: '查看救援站的完整电话；写明用途，会留痕。',
    access: { ...desk, ...own },
    params: station,
    body: z.object({ purpose: Sentence(100) }),
    response: z.object({ phone: z.string() }),
  }),
};
