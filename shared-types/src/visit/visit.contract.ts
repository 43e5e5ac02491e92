import { IdentityMethod, IdentityState } from '../face/face.contract';
import { districtActors } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCard } from '../lift/lift.contract';

/** Maintenance classes, shallow to deep; a deeper one contains the shallower (PLAN-03). */
export const maintenanceClasses = {
  half_month: '半月维保',
  quarter: '季度维保',
  half_year: '半年维保',
  year: '年度维保',
} as const;
export type MaintenanceClass = keyof typeof maintenanceClasses;
export const MaintenanceClass = z.enum(['half_month', 'quarter', 'half_year', 'year']);

/** DECISIONS 2: the visit's own axis. Overdue is computed, never stored. */
export const VisitState = z.enum(['planned', 'checked_in', 'submitted', 'cancelled']);
export type VisitState = z.infer<typeof VisitState>;

/** DECISIONS 3: the four results of an item. */
export const itemResults = {
  pass: '合格',
  treated: '已处理',
  fail: '不合格',
  not_applicable: '不涉及',
} as const;
export const ItemResult = z.enum(['pass', 'treated', 'fail', 'not_applicable']);
export type ItemResult = z.infer<typeof ItemResult>;

/** One row of the checklist with the technician's draft answer. */
export const Item = z.object({
  /** Statutory code (`A-1-29`) or `X-1`… for items added by the technician. */
  code: z.string(),
  name: z.string(),
  requirement: z.string(),
  class: MaintenanceClass,
  statutory: z.boolean(),
  requiresTest: z.boolean(),
  result: ItemResult.nullable(),
  note: z.string(),
  reading: z.string(),
  fileIds: z.array(Ulid),
});
export type Item = z.infer<typeof Item>;

export const ItemAnswer = z.object({
  code: z.string().max(20),
  result: ItemResult.nullable(),
  note: z.string().max(500).default(''),
  reading: z.string().max(60).default(''),
  fileIds: z.array(Ulid).max(6).default([]),
});
export type ItemAnswer = z.infer<typeof ItemAnswer>;

/** DECISIONS 27: no picture of a person among the default slots. */
export const photoSlots = {
  lift: '电梯及使用标志',
  controller: '机房或控制柜',
  car_top_or_pit: '轿顶或底坑',
  finished: '完工现场',
  item: '项目照片',
  position: '位置补充',
} as const;
export type PhotoSlot = keyof typeof photoSlots;
export const PhotoSlot = z.enum(Object.keys(photoSlots) as [PhotoSlot, ...PhotoSlot[]]);

export const Photo = z.object({
  fileId: Ulid,
  slot: PhotoSlot,
  takenBy: z.string(),
  capturedAt: Instant.nullable(),
  sha256: z.string(),
});
export type Photo = z.infer<typeof Photo>;

/** `none` not yet · `fine` within the fence · `weak` inexact · `outside` · `no_reference` the lift has no confirmed position. */
export const PositionVerdict = z.enum(['none', 'fine', 'weak', 'outside', 'no_reference']);
export type PositionVerdict = z.infer<typeof PositionVerdict>;

/** What one technician has done so far; the steps come in this order (CHK-03). */
export const Presence = z.object({
  person: NamedRef,
  role: z.enum(['lead', 'partner']),
  certified: z.boolean(),
  codeAt: Instant.nullable(),
  positionAt: Instant.nullable(),
  positionVerdict: PositionVerdict,
  distanceMetres: z.number().nullable(),
  accuracyMetres: z.number().nullable(),
  positionEvidence: z.boolean().describe('弱定位时的补充照片已交'),
  identity: IdentityState,
  identityMethod: IdentityMethod.nullable(),
  startedAt: Instant.nullable(),
  checkedOutAt: Instant.nullable(),
  signedAt: Instant.nullable(),
});
export type Presence = z.infer<typeof Presence>;

export const Step = z.enum([
  'code',
  'position',
  'position_evidence',
  'identity',
  'start',
  'work',
  'sign',
  'check_out',
  'submit',
  'done',
]);
export type Step = z.infer<typeof Step>;

export const VisitCard = z.object({
  id: Ulid,
  lift: LiftCard,
  class: MaintenanceClass,
  state: VisitState,
  plannedOn: Day,
  dueOn: Day.nullable(),
  lead: NamedRef,
  partners: z.array(NamedRef),
  /** The caller's own next step; `done` when nothing is left for them. */
  nextStep: Step,
});
export type VisitCard = z.infer<typeof VisitCard>;

/** Everything a phone needs to carry the visit out; fetched once, worked on locally, sent as commands. */
export const VisitPack = VisitCard.extend({
  templateEdition: z.string(),
  items: z.array(Item),
  photos: z.array(Photo),
  presences: z.array(Presence),
  grade: z.string().nullable(),
  gradeReason: z.string(),
  gradeChoices: z.array(z.string()),
  photoMinimum: z.number().int(),
  /** Unused photo nonces, one per photograph. */
  nonces: z.array(z.string()),
  mine: Presence.nullable(),
  serverTime: Instant,
  recordId: Ulid.nullable(),
});
export type VisitPack = z.infer<typeof VisitPack>;

const member = { technician: 'member' } as const;
const params = z.object({ visitId: Ulid });

export const visitApi = {
  today: endpoint({
    method: 'GET',
    path: '/visits/today',
    summary: '我今天的维保。',
    access: { technician: 'self' },
    response: z.object({ items: z.array(VisitCard), serverTime: Instant }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/visits',
    summary: '本单位或辖区的维保。',
    access: { ...districtActors, auditor: 'division', company_admin: 'organisation' },
    query: Paging.extend({ liftId: Ulid.optional(), state: VisitState.optional() }),
    response: pageOf(VisitCard),
  }),
  plan: endpoint({
    method: 'POST',
    path: '/visits',
    summary: '安排一次维保；不写人员时，由分配给这台电梯的维保人员去。',
    access: { company_admin: 'organisation' },
    body: z.object({
      liftId: Ulid,
      class: MaintenanceClass,
      plannedOn: Day,
      leadId: Ulid.optional(),
      partnerIds: z.array(Ulid).max(5).optional(),
    }),
    response: VisitCard,
  }),
  pack: endpoint({
    method: 'GET',
    path: '/visits/:visitId/pack',
    summary: '完成一次维保所需的全部内容。',
    access: member,
    params,
    response: VisitPack,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/visits/:visitId/cancellation',
    summary: '取消还没有完成的维保。',
    access: { company_admin: 'organisation' },
    params,
    body: z.object({ reason: Sentence(200) }),
    response: VisitCard,
  }),
  answerItems: endpoint({
    method: 'POST',
    path: '/visits/:visitId/items',
    summary: '保存检查项目的结果（草稿，提交前可改）。',
    access: member,
    params,
    body: z.object({ answers: z.array(ItemAnswer).min(1).max(300) }),
    response: VisitPack,
  }),
  addItem: endpoint({
    method: 'POST',
    path: '/visits/:visitId/added-items',
    summary: '增加一个检查项目；法定项目不能删除。',
    access: member,
    params,
    body: z.object({ name: Sentence(60), requirement: z.string().trim().max(200).default('') }),
    response: VisitPack,
  }),
  attachPhoto: endpoint({
    method: 'POST',
    path: '/visits/:visitId/photos',
    summary: '把已上传的照片放到一个位置。',
    access: member,
    params,
    body: z.object({ fileId: Ulid, slot: PhotoSlot }),
    response: VisitPack,
  }),
  gradeLift: endpoint({
    method: 'POST',
    path: '/visits/:visitId/grade',
    summary: '给出设备状态等级，非正常时写明原因。',
    access: member,
    params,
    body: z.object({ grade: z.string().max(20), reason: z.string().trim().max(200).default('') }),
    response: VisitPack,
  }),
};
