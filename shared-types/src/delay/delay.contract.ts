import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import type { Tone } from '../kernel/tone';
import { z } from '../kernel/zod';
import { MaintenanceClass } from '../visit/visit.contract';
import { type DelayReason, type DelayState, delayReasons } from './delay.rules';

export const Reason = z.enum(Object.keys(delayReasons) as [DelayReason, ...DelayReason[]]);
export const DelayStateField = z.enum(['submitted', 'accepted', 'not_accepted', 'withdrawn']);
export const delayStateWords: Record<DelayState, string> = {
  submitted: '待监管部门确认',
  accepted: '已确认',
  not_accepted: '不予确认',
  withdrawn: '已撤回',
};
export const delayStateTones: Record<DelayState, Tone> = {
  submitted: 'brand',
  accepted: 'success',
  not_accepted: 'danger',
  withdrawn: 'plain',
};
export const delayTimingWords = {
  before: '期限前提交',
  after: '期限后 3 天内提交',
  late: '逾期补交',
} as const;

/** One lift of an explanation (延期说明). The due day is the law's and stays as it was. */
export const DelayedLift = z.object({
  liftId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  ownerName: z.string(),
  divisionCode: z.string(),
  dueOn: Day.describe('原定期限，不因说明改变'),
  timing: z.enum(['before', 'after', 'late']),
  state: DelayStateField,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decision: z.string(),
  /** What the owner says against it, where the reason is theirs. */
  contradiction: z.object({ by: z.string(), at: Instant, text: z.string() }).nullable(),
  /** Until when and as which class the first visit is due once the obstacle has gone; null until then. */
  recovery: z
    .object({ until: Day, class: MaintenanceClass, doneOn: Day.nullable(), late: z.boolean() })
    .nullable(),
});
export type DelayedLift = z.infer<typeof DelayedLift>;

const Head = z.object({
  id: Ulid,
  company: NamedRef,
  kind: z.enum(['work', 'upload']).describe('work 未能按期维保；upload 未能按期上传'),
  reason: Reason,
  text: z.string(),
  expectedOn: Day,
  endedOn: Day.nullable().describe('障碍解除的日期'),
  submittedBy: z.string(),
  submittedAt: Instant,
  /** As far as the reader may see them. */
  counts: z.object({
    lifts: z.number().int(),
    submitted: z.number().int(),
    accepted: z.number().int(),
    notAccepted: z.number().int(),
    late: z.number().int(),
    contradicted: z.number().int(),
  }),
});
export const DelayCard = Head;
export type DelayCard = z.infer<typeof DelayCard>;

export const Delay = Head.extend({
  lifts: z.array(DelayedLift),
  fileIds: z.array(Ulid),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean(), end: z.boolean(), contradict: z.boolean() }),
});
export type Delay = z.infer<typeof Delay>;

/** How much a company explains: of its lifts, how many in the last thirty days. */
export const DelayShare = z.object({
  company: NamedRef,
  explained: z.number().int(),
  lifts: z.number().int(),
  remarkable: z.boolean(),
});

const company = { company_admin: 'organisation', technician: 'organisation' } as const;
const owner = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const params = z.object({ delayId: Ulid });

/** One piece of evidence, for whoever sees the explanation; each look is logged. */
export const delayFilePath = (delayId: string, fileId: string): string =>
  `/api/delays/${delayId}/files/${fileId}`;

export const delayApi = {
  list: endpoint({
    method: 'GET',
    path: '/delays',
    summary: '延期说明：本单位的，或辖区内的；最新在前。',
    access: { ...districtReaders, ...company, ...owner },
    query: Paging.extend({ state: DelayStateField.optional() }),
    response: pageOf(DelayCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/delays/:delayId',
    summary: '一份延期说明和它涉及的电梯。',
    access: { ...districtReaders, ...company, ...owner },
    params,
    response: Delay,
  }),
  candidates: endpoint({
    method: 'GET',
    path: '/delays/lifts',
    summary: '可以说明的电梯：已超期的和期限在所选日期之前的，早到期的在前。',
    access: company,
    query: z.object({ until: Day, q: z.string().trim().max(60).optional() }),
    response: z.object({
      items: z.array(
        z.object({
          liftId: Ulid,
          place: z.string(),
          ownNumber: z.string(),
          ownerName: z.string(),
          dueOn: Day,
          standing: z.enum(['none', 'explained', 'accepted']),
        }),
      ),
    }),
  }),
  submit: endpoint({
    method: 'POST',
    path: '/delays',
    summary: '提交延期说明，一次可以说明多台电梯；说明不改变法定期限。',
    access: company,
    body: z.object({
      liftIds: z.array(Ulid).min(1, '请选择电梯。').max(500, '一次最多 500 台。'),
      kind: z.enum(['work', 'upload']).default('work'),
      reason: Reason,
      text: Sentence(500),
      expectedOn: Day,
      fileIds: z.array(Ulid).max(9, '最多 9 个文件。').default([]),
    }),
    response: Delay,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/delays/:delayId/withdrawal',
    summary: '撤回还没有被确认的说明。',
    access: company,
    params,
    response: Delay,
  }),
  end: endpoint({
    method: 'POST',
    path: '/delays/:delayId/end',
    summary: '障碍解除：三天内完成首次维保，期间到期的深度类别一并完成。',
    access: { ...districtActors, company_admin: 'organisation' },
    params,
    body: z.object({ endedOn: Day }),
    response: Delay,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/delays/:delayId/decision',
    summary: '监管部门确认或不确认；不写电梯时是辖区内的全部。',
    access: districtActors,
    params,
    body: z.object({
      accepted: z.boolean(),
      text: Sentence(300),
      liftIds: z.array(Ulid).max(500).optional(),
    }),
    response: Delay,
  }),
  contradict: endpoint({
    method: 'POST',
    path: '/delays/:delayId/contradiction',
    summary: '使用单位对“拒绝或无法进入”的说明提出异议。',
    access: owner,
    params,
    body: z.object({ text: Sentence(300) }),
    response: Delay,
  }),
  shares: endpoint({
    method: 'GET',
    path: '/delays/shares',
    summary: '近 30 天各维保单位说明的电梯占比，占比高的在前。',
    access: districtReaders,
    response: z.object({ items: z.array(DelayShare) }),
  }),
};
