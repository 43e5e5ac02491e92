import { districtActors, districtReaders, everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** Papers that a unit lays before the regulator (ORG-04). */
export const unitPaperKinds = {
  business_licence: '营业执照',
  permit: '特种设备生产许可证',
  promise: '维保质量安全承诺书',
} as const;
/** Papers of a person. */
export const personPaperKinds = {
  certificate: '作业人员证',
  employment: '劳动合同',
  photo_page: '证件照片页',
} as const;
export const paperKindWords = { ...unitPaperKinds, ...personPaperKinds };
export type PaperKind = keyof typeof paperKindWords;
export const UnitPaperKind = z.enum(['business_licence', 'permit', 'promise']);
export const PersonPaperKind = z.enum(['certificate', 'employment', 'photo_page']);
export const PaperKind = z.enum([...UnitPaperKind.options, ...PersonPaperKind.options]);

/** 作业项目 (CODES §7): T for maintenance and repair, A for an owner's safety management. */
export const certificateItems = { T: '电梯修理（T）', A: '安全管理（A）' } as const;
export const CertificateItem = z.enum(['T', 'A']);
export type CertificateItem = z.infer<typeof CertificateItem>;

/** Sub-items of a permit for installation and repair; traction passenger lifts are graded by speed (CODES §7). */
export const subItemWords = {
  traction_passenger: '曳引驱动乘客电梯（含消防员电梯）',
  goods: '曳引驱动载货电梯和强制驱动载货电梯（含防爆电梯中的载货电梯）',
  escalator: '自动扶梯与自动人行道',
  hydraulic: '液压驱动电梯',
  service_lift: '杂物电梯（含防爆电梯中的杂物电梯）',
} as const;
export type SubItemCode = keyof typeof subItemWords;
export const SubItem = z.object({
  code: z.enum(Object.keys(subItemWords) as [SubItemCode, ...SubItemCode[]]),
  /** A1 above 6 m/s, A2 above 2.5 up to 6, B up to 2.5; null where there are no grades. */
  grade: z.enum(['A1', 'A2', 'B']).nullable(),
});
export type SubItem = z.infer<typeof SubItem>;

/** `entered`: laid before, nobody has decided. */
export const PaperState = z.enum(['entered', 'verified', 'rejected', 'ended']);
export type PaperState = z.infer<typeof PaperState>;
export const paperStateWords: Record<PaperState, string> = {
  entered: '待核验',
  verified: '已核验',
  rejected: '未通过',
  ended: '已终止',
};

/** How near a paper is to its last day. `none`: it has no last day, or is not in force. */
export const Term = z.enum(['fine', 'expiring', 'expired', 'none']);
export type Term = z.infer<typeof Term>;

export const PaperInfo = z.object({
  id: Ulid,
  kind: PaperKind,
  subject: NamedRef.extend({ kind: z.enum(['person', 'organisation']) }),
  /** The unit it concerns: itself, or the employer. */
  organisation: NamedRef.nullable(),
  /** A certificate's number is an ID number and is masked here. */
  number: z.string(),
  item: z.string(),
  subItems: z.array(SubItem),
  from: Day.nullable(),
  until: Day.nullable(),
  state: PaperState,
  /** In force: assignments and contracts go by it. */
  counts: z.boolean(),
  term: Term,
  /** Days to the last day, negative afterwards. */
  daysLeft: z.number().int().nullable(),
  scan: z.object({ contentType: z.string(), isScanned: z.boolean().describe('查过病毒') }).nullable(),
  enteredBy: z.string(),
  enteredAt: Instant.nullable(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  reason: z.string(),
  may: z.object({ decide: z.boolean(), scan: z.boolean() }),
});
export type PaperInfo = z.infer<typeof PaperInfo>;

/** Why somebody may not be assigned. `stops`: alone enough; otherwise only where a certificate is needed. */
export const Obstacle = z.object({ code: z.string(), message: z.string(), stops: z.boolean() });
export type Obstacle = z.infer<typeof Obstacle>;

const terms = {
  from: Day.nullable().default(null),
  until: Day.nullable().default(null),
  fileId: Ulid.nullable().default(null),
};
const Number40 = z.string().trim().max(40).default('');
const UnitPaper = z.object({
  kind: UnitPaperKind,
  number: Number40,
  subItems: z.array(SubItem).max(5).default([]),
  ...terms,
});
const PersonPaper = z.object({
  kind: PersonPaperKind,
  item: CertificateItem.optional(),
  number: Number40,
  ...terms,
});

const unitAdmins = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
const onlookers = { ...unitAdmins, ...districtReaders } as const;
const deciders = { ...unitAdmins, ...districtActors } as const;
const { reviewer: _r, auditor: _a, hotline_operator: _h, ...holders } = everyRole('self');

export const Conflict = z.object({
  id: Ulid,
  person: NamedRef,
  first: NamedRef.extend({ from: Day.nullable(), until: Day.nullable() }),
  second: NamedRef.extend({ from: Day.nullable(), until: Day.nullable() }),
  state: z.enum(['open', 'decided']),
  foundAt: Instant,
  outcome: z.enum(['', 'first_ended', 'second_ended', 'explained']),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  mayDecide: z.boolean(),
});
export type Conflict = z.infer<typeof Conflict>;
export const conflictOutcomeWords = {
  first_ended: '结束在前一家的任职',
  second_ended: '结束在后一家的任职',
  explained: '情况属实，允许保留',
} as const;

export const paperApi = {
  mine: endpoint({
    method: 'GET',
    path: '/papers/mine',
    summary: '我的证照，以及现在能不能被安排、为什么。',
    access: everyRole('self'),
    response: z.object({ items: z.array(PaperInfo), obstacles: z.array(Obstacle) }),
  }),
  enterMine: endpoint({
    method: 'POST',
    path: '/papers/mine',
    summary: '本人上传新的证件，等待核验。',
    access: holders,
    limit: 'numbers',
    body: PersonPaper,
    response: PaperInfo,
  }),
  list: endpoint({
    method: 'GET',
    path: '/papers',
    summary: '证照列表：按到期月份、种类、状态筛选，最先到期的在前。',
    access: onlookers,
    query: Paging.extend({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/, '月份应为 2026-11 这样的格式。')
        .optional(),
      kind: PaperKind.optional(),
      state: PaperState.optional(),
      term: Term.optional(),
    }),
    response: pageOf(PaperInfo),
  }),
  calendar: endpoint({
    method: 'GET',
    path: '/papers/calendar',
    summary: '一个月里每天到期的证照数量，以及已经过期而没有续办的总数。',
    access: onlookers,
    query: z.object({
      month: z.string().regex(/^\d{4}-\d{2}$/, '月份应为 2026-11 这样的格式。'),
    }),
    response: z.object({
      days: z.array(z.object({ day: Day, papers: z.number().int() })),
      expired: z.number().int(),
    }),
  }),
  ofPerson: endpoint({
    method: 'GET',
    path: '/people/:personId/papers',
    summary: '一个人的证照和历史，以及现在能不能被安排、为什么。',
    access: onlookers,
    params: z.object({ personId: Ulid }),
    response: z.object({ items: z.array(PaperInfo), obstacles: z.array(Obstacle) }),
  }),
  enterForPerson: endpoint({
    method: 'POST',
    path: '/people/:personId/papers',
    summary: '为本单位人员登记证件或劳动合同。',
    access: unitAdmins,
    limit: 'numbers',
    params: z.object({ personId: Ulid }),
    body: PersonPaper,
    response: PaperInfo,
  }),
  ofUnit: endpoint({
    method: 'GET',
    path: '/organisations/:organisationId/papers',
    summary: '一个单位的证照和历史。',
    access: onlookers,
    params: z.object({ organisationId: Ulid }),
    response: z.object({ items: z.array(PaperInfo) }),
  }),
  enterForUnit: endpoint({
    method: 'POST',
    path: '/organisations/:organisationId/papers',
    summary: '登记本单位的营业执照、许可证或承诺书。',
    access: unitAdmins,
    params: z.object({ organisationId: Ulid }),
    body: UnitPaper,
    response: PaperInfo,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/papers/:paperId/decision',
    summary: '核验一份证照：通过，或退回并说明理由。',
    access: deciders,
    params: z.object({ paperId: Ulid }),
    body: z.object({ accept: z.boolean(), reason: z.string().trim().max(300).default('') }),
    response: PaperInfo,
  }),
  end: endpoint({
    method: 'POST',
    path: '/papers/:paperId/ending',
    summary: '终止一份在用的证照（吊销、解除合同、登记有误），保留历史。',
    access: deciders,
    params: z.object({ paperId: Ulid }),
    body: z.object({ reason: Sentence(300) }),
    response: PaperInfo,
  }),
  conflicts: endpoint({
    method: 'GET',
    path: '/employment-conflicts',
    summary: '同时在两家维保单位任职的人员（挂证嫌疑）。',
    access: districtReaders,
    query: Paging.extend({ state: z.enum(['open', 'decided']).optional() }),
    response: pageOf(Conflict),
  }),
  decideConflict: endpoint({
    method: 'POST',
    path: '/employment-conflicts/:conflictId/decision',
    summary: '处理任职冲突：结束其中一家，或说明情况后保留。',
    access: districtActors,
    params: z.object({ conflictId: Ulid }),
    body: z.object({
      outcome: z.enum(['first_ended', 'second_ended', 'explained']),
      reason: Sentence(300),
    }),
    response: Conflict,
  }),
};

/** Raw route: a scan's bytes. Every look is logged with its purpose, since a scan shows numbers in the clear. */
export const paperScanPath = (paperId: string, purpose: string) =>
  `/api/papers/${paperId}/scan?purpose=${encodeURIComponent(purpose)}`;
