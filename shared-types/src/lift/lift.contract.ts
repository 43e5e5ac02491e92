import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Day, Instant, NamedRef, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { type UsePlace, usePlaces } from './lift.places';

/** 《特种设备目录》 2014, lifts (CODES §3). */
export const liftTypes = {
  '3110': '曳引驱动乘客电梯',
  '3120': '曳引驱动载货电梯',
  '3130': '强制驱动载货电梯',
  '3210': '液压乘客电梯',
  '3220': '液压载货电梯',
  '3310': '自动扶梯',
  '3320': '自动人行道',
  '3410': '防爆电梯',
  '3420': '消防员电梯',
  '3430': '杂物电梯',
} as const;
export type LiftType = keyof typeof liftTypes;
export const LiftType = z.enum(Object.keys(liftTypes) as [LiftType, ...LiftType[]]);

/** 设备状态 (EQ-10). */
export const liftStates = {
  in_use: '在用',
  suspended: '停用',
  paused: '暂停使用',
  deregistered: '注销',
  scrapped: '报废',
  out_of_scope: '目录外',
} as const;
export type LiftState = keyof typeof liftStates;
export const LiftState = z.enum(Object.keys(liftStates) as [LiftState, ...LiftState[]]);

/** 使用场所: rescues are counted by it. */
export const UsePlaceField = z.enum(Object.keys(usePlaces) as [UsePlace, ...UsePlace[]]);

export const LiftIdentifiers = z.object({
  /** 设备代码, 17 or 18 characters; some systems put the 20-digit code here. */
  equipmentCode: z.string(),
  /** 注册代码, 20 digits. */
  registrationCode: z.string(),
  /** 使用登记证编号. */
  useRegistration: z.string(),
  /** 出厂编号. */
  factoryNumber: z.string(),
  /** 应急救援识别码. */
  rescueCode: z.string(),
  /** 单位内编号. */
  ownNumber: z.string(),
});

/** The lift card: the same everywhere (DESIGN). */
export const LiftCard = z.object({
  id: Ulid,
  rescueCode: z.string(),
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  type: LiftType,
  state: LiftState,
  companyName: z.string(),
  ownerName: z.string(),
  grade: z.string().nullable(),
  lastMaintainedOn: Day.nullable(),
  dueOn: Day.nullable(),
});
export type LiftCard = z.infer<typeof LiftCard>;

/**
 * Whether an overdue is explained (延期说明). It is overdue all the same: `explained` waits for the regulator's word,
 * `accepted` keeps the lift off the lists that punish, and nothing else (DLY-03).
 */
export const Explained = z.enum(['none', 'explained', 'accepted']);
export type Explained = z.infer<typeof Explained>;
export const explainedWords: Record<Explained, string> = {
  none: '',
  explained: '有说明，待确认',
  accepted: '有说明，已确认',
};
export const LiftRow = LiftCard.extend({ explained: Explained });
export type LiftRow = z.infer<typeof LiftRow>;

export const LiftPosition = z.object({ lng: z.number(), lat: z.number(), crs: Crs, confirmed: z.boolean() });

export const LiftFile = LiftRow.extend({
  identifiers: LiftIdentifiers,
  divisionCode: z.string(),
  divisionName: z.string(),
  /** null: nobody has said. */
  usePlace: UsePlaceField.nullable(),
  manufacturer: z.string(),
  madeOn: Day.nullable(),
  ratedSpeed: z.number().nullable().describe('m/s'),
  ratedLoad: z.number().nullable().describe('kg'),
  floors: z.number().int().nullable(),
  lastInspectionOn: Day.nullable(),
  nextInspectionOn: Day.nullable(),
  position: LiftPosition.nullable(),
  fenceRadiusMetres: z.number().nullable(),
  company: NamedRef.nullable(),
  owner: NamedRef.nullable(),
  codePath: z.string().nullable().describe('张贴的二维码地址（/l/…）'),
  updatedAt: Instant,
});
export type LiftFile = z.infer<typeof LiftFile>;

export const liftApi = {
  list: endpoint({
    method: 'GET',
    path: '/lifts',
    summary: '电梯台账，按条件分页。',
    access: {
      ...districtReaders,
      hotline_operator: 'division',
      company_admin: 'organisation',
      owner_officer: 'organisation',
      owner_admin: 'organisation',
    },
    query: Paging.extend({
      q: z.string().trim().max(60).optional(),
      state: LiftState.optional(),
      due: z.enum(['overdue', 'soon', 'fine', 'unknown']).optional(),
    }),
    response: pageOf(LiftRow),
  }),
  show: endpoint({
    method: 'GET',
    path: '/lifts/:liftId',
    summary: '一台电梯的档案。',
    access: {
      ...districtReaders,
      hotline_operator: 'division',
      company_admin: 'organisation',
      owner_officer: 'organisation',
      owner_admin: 'organisation',
    },
    params: z.object({ liftId: Ulid }),
    response: LiftFile,
  }),
};
