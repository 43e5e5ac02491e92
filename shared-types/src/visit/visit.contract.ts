import { Direction, IdentityMethod, IdentityState } from '../face/face.contract';
import { districtActors } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Day, Instant, NamedRef, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCard } from '../lift/lift.contract';
import { PaperStanding } from '../paperless/paperless.contract';

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
  /** The same photographs by what they are: a phone without a network does not know their ids yet. */
  photoHashes: z.array(Sha256).max(6).optional(),
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
  /** Some of it was done without a network; the times are the phone's, counted from the service's (docs/adr/0025). */
  offline: z.boolean().default(false),
  /** The service's time that the phone counted from, the earliest of these steps. */
  anchorAt: Instant.nullable().default(null),
  /** When the last of these steps came. */
  receivedAt: Instant.nullable().default(null),
  /** Steps whose times could not be checked. */
  untrustedSteps: z.number().int().default(0),
  /** How far the phone's wall clock was set meanwhile, ms; positive: forward. */
  clockJumpMs: z.number().int().default(0),
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

/** What one technician has put in: the part that they sign on a phone without a network (`partHash`). */
export const PartContent = z.object({
  visitId: Ulid,
  personId: Ulid,
  templateEdition: z.string(),
  answers: z.array(
    z.object({
      code: z.string(),
      result: ItemResult.nullable(),
      note: z.string(),
      reading: z.string(),
      photos: z.array(Sha256),
    }),
  ),
  photos: z.array(z.object({ slot: PhotoSlot, sha256: Sha256 })),
  added: z.array(z.object({ code: z.string(), name: z.string(), requirement: z.string() })),
  /** The lead's; null for partners and while there is none. */
  grade: z.object({ grade: z.string(), reason: z.string() }).nullable(),
});
export type PartContent = z.infer<typeof PartContent>;

/** What makes the visit possible without a network from the moment the pack was fetched (CHK-15). */
export const OfflineWork = z.object({
  /** Good until; afterwards what is done still counts, at the time at which it comes. */
  until: Instant,
  /** SHA-256 (hex) over the bare tokens of the lift's codes that are valid now. */
  codeHashes: z.array(Sha256),
  fence: z.object({
    position: z.object({ lng: z.number(), lat: z.number(), crs: Crs }).nullable(),
    confirmed: z.boolean(),
    radiusMetres: z.number(),
    weakMetres: z.number(),
    creditedMetres: z.number(),
  }),
  /** Three turns of the head, told in advance; null where there is no check by face, or none to do any more. */
  challenge: z.object({ ticket: z.string(), directions: z.array(Direction), expiresAt: Instant }).nullable(),
  /** The equal way without comparing faces (FACE-07); null when there is no identity left to check. */
  alternative: z.object({ ticket: z.string(), gesture: z.string(), expiresAt: Instant }).nullable(),
  /** What the service has of the caller's part; the phone adds what still waits on it and signs the whole. */
  part: PartContent,
});
export type OfflineWork = z.infer<typeof OfflineWork>;

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
  /** What to do with paper at this lift. */
  paper: PaperStanding.nullable(),
  /**
   * The service's time under its signature, for `x-made`. Only in what is fetched: the answer of a command may have
   * been given hours before it arrives.
   */
  anchor: z.string().nullable(),
  /** Only in what is fetched. */
  offline: OfflineWork.nullable(),
});
export type VisitPack = z.infer<typeof VisitPack>;

const member = { technician: 'member' } as const;
const params = z.object({ visitId: Ulid });

export const visitApi = {
  today: endpoint({
    method: 'GET',
    path: '/visits/today',
    summary: '我今天的维保，和明天要做的。',
    access: { technician: 'self' },
    response: z.object({
      items: z.array(VisitCard),
      /** To be fetched ahead: tomorrow may begin where there is no network. */
      tomorrow: z.array(VisitCard),
      serverTime: Instant,
    }),
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
    body: z.object({
      name: Sentence(60),
      requirement: z.string().trim().max(200).default(''),
      /** Chosen by a phone without a network, so that it can be answered at once; else the next free number. */
      code: z
        .string()
        .regex(/^X-[0-9A-Z]{1,6}$/, '项目编号格式不正确。')
        .optional(),
    }),
    response: VisitPack,
  }),
  settleItem: endpoint({
    method: 'POST',
    path: '/visits/:visitId/settlements',
    summary: '两人对同一项目填写不同时，由组长确定以谁的为准。',
    access: member,
    params,
    body: z.object({ code: z.string().max(20), personId: Ulid }),
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
