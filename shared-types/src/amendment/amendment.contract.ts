import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { MaintenanceClass } from '../visit/visit.contract';

export const amendmentKindWords = { amendment: '更正', void: '作废' } as const;
export const AmendmentKind = z.enum(['amendment', 'void']);

export const amendmentStateWords = {
  waiting_technician: '待作业人员签名',
  waiting_company: '待维保单位审核',
  waiting_owner: '待使用单位确认',
  waiting_district: '待监管部门决定',
  sealed: '已封存',
  refused: '未获同意',
  withdrawn: '已撤回',
} as const;
export const AmendmentState = z.enum([
  'waiting_technician',
  'waiting_company',
  'waiting_owner',
  'waiting_district',
  'sealed',
  'refused',
  'withdrawn',
]);

export const voidCauseWords = {
  wrong_lift: '选错了电梯',
  duplicate: '与另一份记录重复',
  not_done: '维保实际没有完成',
  other: '其他',
} as const;
export const VoidCause = z.enum(['wrong_lift', 'duplicate', 'not_done', 'other']);
export type VoidCause = z.infer<typeof VoidCause>;

export const Correction = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
});

/** A proposal to correct or void a record, with every word given so far. */
export const Amendment = z.object({
  id: Ulid,
  recordId: Ulid,
  kind: AmendmentKind,
  state: AmendmentState,
  place: z.string(),
  ownNumber: z.string(),
  class: MaintenanceClass,
  completedOn: Day,
  companyName: z.string(),
  ownerName: z.string(),
  cause: VoidCause.nullable(),
  reason: z.string(),
  corrections: z.array(Correction),
  /** Hash of the document that everybody agrees to. */
  contentHash: Sha256,
  proposedBy: z.string(),
  proposedAt: Instant,
  late: z.boolean().describe('超过更正时限后提出，另须监管部门决定'),
  ownerTermOn: Day.nullable(),
  agreements: z.array(
    z.object({
      who: z.string(),
      as: z.string(),
      at: Instant,
      accepted: z.boolean(),
      text: z.string(),
      fileId: Ulid.nullable(),
    }),
  ),
  sealedAt: Instant.nullable(),
  may: z.object({
    sign: z.boolean(),
    approve: z.boolean(),
    confirm: z.boolean(),
    decide: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type Amendment = z.infer<typeof Amendment>;

const signers = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const readers = {
  ...districtReaders,
  ...signers,
  company_admin: 'organisation',
  technician: 'member',
} as const;
const company = { company_admin: 'organisation' } as const;
const params = z.object({ amendmentId: Ulid });
const record = z.object({ recordId: Ulid });

export const amendmentApi = {
  ofRecord: endpoint({
    method: 'GET',
    path: '/records/:recordId/amendments',
    summary: '一份记录的更正与作废，办理中的和已封存的；本人现在能否提出。',
    access: readers,
    params: record,
    response: z.object({
      items: z.array(Amendment),
      /** What can be corrected, as it reads now. */
      fields: z.array(z.object({ field: z.string(), label: z.string(), value: z.string() })),
      may: z.object({ amend: z.boolean(), void: z.boolean() }),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/amendments',
    summary: '更正与作废：办理中的最早在前，其余最新在前。',
    access: readers,
    query: Paging.extend({
      state: AmendmentState.optional(),
      kind: AmendmentKind.optional(),
      open: z.enum(['true']).optional(),
    }),
    response: pageOf(Amendment),
  }),
  show: endpoint({
    method: 'GET',
    path: '/amendments/:amendmentId',
    summary: '一份更正或作废，更正前后并列。',
    access: readers,
    params,
    response: Amendment,
  }),
  propose: endpoint({
    method: 'POST',
    path: '/records/:recordId/amendments',
    summary: '维保单位或参加作业的人员提出更正或作废；原记录不变。',
    access: { technician: 'member', ...company },
    params: record,
    body: z.object({
      kind: AmendmentKind,
      cause: VoidCause.optional(),
      reason: Sentence(300),
      corrections: z
        .array(z.object({ field: z.string().max(120), after: z.string().trim().max(500) }))
        .max(60)
        .default([]),
    }),
    response: Amendment,
  }),
  sign: endpoint({
    method: 'POST',
    path: '/amendments/:amendmentId/signatures',
    summary: '参加过作业的人员对更正手写签名。',
    access: { technician: 'member' },
    device: 'trusted',
    params,
    body: z.object({ fileId: Ulid, contentHash: Sha256 }),
    response: Amendment,
  }),
  approve: endpoint({
    method: 'POST',
    path: '/amendments/:amendmentId/approval',
    summary: '维保单位管理员审核作业人员提出的更正或作废。',
    access: company,
    params,
    body: z.object({ accept: z.boolean(), text: Sentence(300), contentHash: Sha256 }),
    response: Amendment,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/amendments/:amendmentId/owner-answer',
    summary: '使用单位签名确认，或写明理由不同意；不同意的由监管部门决定。',
    access: signers,
    device: 'trusted',
    params,
    body: z.object({
      accept: z.boolean(),
      text: z.string().trim().max(300).default(''),
      fileId: Ulid.optional(),
      contentHash: Sha256,
    }),
    response: Amendment,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/amendments/:amendmentId/decision',
    summary: '监管部门对使用单位不同意、未答复或逾期提出的更正、作废作出决定。',
    access: districtActors,
    params,
    body: z.object({ accept: z.boolean(), text: Sentence(300), contentHash: Sha256 }),
    response: Amendment,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/amendments/:amendmentId/withdrawal',
    summary: '提出的人在封存之前撤回。',
    access: { technician: 'self', company_admin: 'self' },
    params,
    response: Amendment,
  }),
};
