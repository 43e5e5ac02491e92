import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const PaperState = z.enum(['not_needed', 'confirmed', 'keep']);
/** As people read it: what to do with paper on this lift. */
export const paperStateWords = {
  not_needed: '电子记录即有效',
  confirmed: '已确认免纸质',
  keep: '需保留纸质记录',
} as const;

/** What of a lift's paper holds today, since when and by whose word. */
export const PaperStanding = z.object({
  state: PaperState,
  /** First day of the decision in force; null where nobody has decided. */
  since: Day.nullable(),
  /** The office that decided. */
  by: z.string().nullable(),
  reason: z.string(),
  /** It was decided for all lifts of the company. */
  wholeCompany: z.boolean(),
  /** A decision that comes into force later: paper is kept (again) from that day. */
  keepFrom: Day.nullable(),
});
export type PaperStanding = z.infer<typeof PaperStanding>;

/** Counted from the records; nobody states it. */
export const PaperCoverage = z.object({
  from: Day,
  to: Day,
  days: z.number().int(),
  covered: z.number().int().describe('有电子记录覆盖的天数：完成当天及其后 15 天'),
  records: z.number().int(),
  late: z.number().int().describe('其中没有在完成当天上传的'),
  lastOn: Day.nullable(),
});
export type PaperCoverage = z.infer<typeof PaperCoverage>;

export const LiftPaper = PaperStanding.extend({
  coverage: PaperCoverage,
  /** An application about it waits for the regulator. */
  waitingSince: Instant.nullable(),
  may: z.object({ apply: z.boolean(), keep: z.boolean() }),
});
export type LiftPaper = z.infer<typeof LiftPaper>;

export const PaperLift = LiftPaper.extend({
  liftId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  ownerName: z.string(),
  company: NamedRef,
});
export type PaperLift = z.infer<typeof PaperLift>;

export const PaperCompany = z.object({
  company: NamedRef,
  /** What the city asks for; false: nothing. */
  needsConfirmation: z.boolean(),
  completeDays: z.number().int(),
  /** Lifts in use, and of them by state. */
  lifts: z.number().int(),
  confirmed: z.number().int(),
  /** Lifts whose every day of the period is covered. */
  complete: z.number().int(),
  covered: z.number().int().describe('各台在用电梯覆盖天数之和'),
  days: z.number().int().describe('各台在用电梯天数之和'),
  from: Day,
  to: Day,
  /** An application for all lifts waits. */
  waitingSince: Instant.nullable(),
  may: z.object({ apply: z.boolean(), keep: z.boolean() }),
});
export type PaperCompany = z.infer<typeof PaperCompany>;

export const PaperDecisionView = z.object({
  id: Ulid,
  company: NamedRef,
  /** Null: all lifts of the company. */
  lift: NamedRef.nullable(),
  stops: z.boolean(),
  fromOn: Day,
  reason: z.string(),
  office: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant,
});
export type PaperDecisionView = z.infer<typeof PaperDecisionView>;

const company = { company_admin: 'organisation' } as const;
const readers = { ...districtReaders, ...company } as const;
const owner = { owner_admin: 'organisation', owner_officer: 'organisation' } as const;

export const paperlessApi = {
  lift: endpoint({
    method: 'GET',
    path: '/lifts/:liftId/paper',
    summary: '这台电梯要不要保留纸质维保记录：今天的状态、从哪天起、由谁确认、电子记录的完整程度。',
    access: { ...readers, ...owner, technician: 'organisation' },
    params: z.object({ liftId: Ulid }),
    response: LiftPaper,
  }),
  lifts: endpoint({
    method: 'GET',
    path: '/paper-stops/lifts',
    summary: '各台电梯的纸质记录状态和电子记录的完整程度。',
    access: readers,
    query: Paging.extend({
      state: z.enum(['confirmed', 'keep']).optional(),
      companyId: Ulid.optional(),
      q: z.string().trim().max(60).optional(),
    }),
    response: pageOf(PaperLift),
  }),
  company: endpoint({
    method: 'GET',
    path: '/paper-stops/companies/:companyId',
    summary: '一家维保单位：本市的要求和算出来的完整程度。',
    access: readers,
    params: z.object({ companyId: Ulid }),
    response: PaperCompany,
  }),
  decisions: endpoint({
    method: 'GET',
    path: '/paper-stops/decisions',
    summary: '确认和撤销的经过，最新在前。',
    access: readers,
    query: Paging.extend({ companyId: Ulid.optional() }),
    response: pageOf(PaperDecisionView),
  }),
  apply: endpoint({
    method: 'POST',
    path: '/paper-stops/applications',
    summary: '申请停用纸质记录：不写电梯时是本单位全部电梯；由监管部门在变更审核里决定。',
    access: company,
    body: z.object({
      liftIds: z.array(Ulid).min(1, '请选择电梯。').max(200, '一次最多 200 台。').optional(),
      reason: Sentence(300),
    }),
    response: Done,
  }),
  keep: endpoint({
    method: 'POST',
    path: '/paper-stops/withdrawals',
    summary: '撤销确认：从某一天起恢复纸质记录；不写电梯时是这家单位在辖区内的全部电梯。',
    access: districtActors,
    body: z.object({
      companyId: Ulid,
      liftId: Ulid.optional(),
      fromOn: Day,
      reason: Sentence(300),
    }),
    response: Done,
  }),
};
