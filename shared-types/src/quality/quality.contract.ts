import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const CheckState = z.enum(['planned', 'done', 'cancelled']);
export const checkStateWords = { planned: '已计划', done: '已检查', cancelled: '已取消' } as const;
export const FindingStateField = z.enum(['open', 'answered', 'closed']);
export const findingStateWords = { open: '待整改', answered: '已整改，待复查', closed: '已关闭' } as const;

/** Somebody whom the company appointed to check the quality of its maintenance (质量检验人员). */
export const QualityInspector = z.object({ id: Ulid, person: NamedRef, fromOn: Day });
export type QualityInspector = z.infer<typeof QualityInspector>;

export const QualityFinding = z.object({
  id: Ulid,
  checkId: Ulid,
  place: z.string(),
  item: z.string(),
  found: z.string(),
  technician: NamedRef,
  dueOn: Day,
  overdue: z.boolean(),
  state: FindingStateField,
  answer: z.string(),
  answeredAt: Instant.nullable(),
  verdict: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  may: z.object({ answer: z.boolean(), decide: z.boolean() }),
});
export type QualityFinding = z.infer<typeof QualityFinding>;

export const QualityCheck = z.object({
  id: Ulid,
  company: NamedRef,
  lift: NamedRef,
  recordId: Ulid.nullable(),
  inspector: NamedRef,
  technicians: z.array(NamedRef),
  plannedOn: Day,
  state: CheckState,
  checkedOn: Day.nullable(),
  note: z.string(),
  items: z.array(z.object({ item: z.string(), good: z.boolean() })),
  findings: z.array(QualityFinding),
  entryHash: z.string().nullable().describe('存证日志里的条目'),
  may: z.object({ record: z.boolean(), cancel: z.boolean() }),
});
export type QualityCheck = z.infer<typeof QualityCheck>;

export const QualityStanding = z.object({
  company: NamedRef,
  from: Day,
  to: Day,
  checks: z.number().int(),
  liftsChecked: z.number().int(),
  lifts: z.number().int(),
  open: z.number().int(),
  overdue: z.number().int(),
  lastOn: Day.nullable(),
});
export type QualityStanding = z.infer<typeof QualityStanding>;

const company = { company_admin: 'organisation' } as const;
const readers = { ...districtReaders, ...company } as const;
const check = z.object({ checkId: Ulid });
const finding = z.object({ findingId: Ulid });

export const qualityApi = {
  inspectors: endpoint({
    method: 'GET',
    path: '/quality-inspectors',
    summary: '本单位任命的质量检查人员。',
    access: company,
    response: z.object({ items: z.array(QualityInspector) }),
  }),
  appoint: endpoint({
    method: 'POST',
    path: '/quality-inspectors',
    summary: '任命一位质量检查人员。',
    access: company,
    body: z.object({ personId: Ulid }),
    response: QualityInspector,
  }),
  dismiss: endpoint({
    method: 'POST',
    path: '/quality-inspectors/:inspectorId/end',
    summary: '结束任命；已做的检查不变。',
    access: company,
    params: z.object({ inspectorId: Ulid }),
    response: QualityInspector,
  }),
  standing: endpoint({
    method: 'GET',
    path: '/quality-checks/standing',
    summary: '近 90 天各维保单位的质量检查，按记录计算。',
    access: readers,
    response: z.object({ items: z.array(QualityStanding) }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/quality-checks',
    summary: '维保单位自己的质量检查：本单位的，或辖区内的；最新在前。',
    access: readers,
    query: Paging.extend({ state: CheckState.optional(), companyId: Ulid.optional() }),
    response: pageOf(QualityCheck),
  }),
  show: endpoint({
    method: 'GET',
    path: '/quality-checks/:checkId',
    summary: '一次质量检查和发现的问题。',
    access: readers,
    params: check,
    response: QualityCheck,
  }),
  plan: endpoint({
    method: 'POST',
    path: '/quality-checks',
    summary: '计划一次质量检查：哪台电梯、哪份记录或谁做的维保、由谁检查。',
    access: company,
    body: z.object({
      liftId: Ulid,
      /** The record that is checked; its technicians are then those of the record. */
      recordId: Ulid.optional(),
      technicianIds: z.array(Ulid).max(6).default([]),
      inspectorId: Ulid.describe('人员编号'),
      plannedOn: Day,
    }),
    response: QualityCheck,
  }),
  record: endpoint({
    method: 'POST',
    path: '/quality-checks/:checkId/result',
    summary: '登记检查结果，封存；不合格的逐项写明由谁整改、期限。',
    access: company,
    params: check,
    body: z.object({
      checkedOn: Day,
      note: z.string().trim().max(500).default(''),
      items: z
        .array(
          z.object({
            item: Sentence(60),
            good: z.boolean(),
            found: z.string().trim().max(300).default(''),
            technicianId: Ulid.nullable().default(null),
            dueOn: Day.nullable().default(null),
          }),
        )
        .min(1, '请至少写一项。')
        .max(60),
    }),
    response: QualityCheck,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/quality-checks/:checkId/cancellation',
    summary: '取消还没有做的检查。',
    access: company,
    params: check,
    body: z.object({ reason: Sentence(300) }),
    response: QualityCheck,
  }),
  mine: endpoint({
    method: 'GET',
    path: '/quality-findings/mine',
    summary: '对我做的维保发现的问题，没有关闭的在前。',
    access: { technician: 'self' },
    response: z.object({ items: z.array(QualityFinding) }),
  }),
  answer: endpoint({
    method: 'POST',
    path: '/quality-findings/:findingId/answer',
    summary: '已经整改：写明怎样整改的。',
    access: { technician: 'self' },
    params: finding,
    body: z.object({ text: Sentence(300) }),
    response: QualityFinding,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/quality-findings/:findingId/decision',
    summary: '复查：关闭，或退回继续整改。',
    access: company,
    params: finding,
    body: z.object({ close: z.boolean(), text: Sentence(300) }),
    response: QualityFinding,
  }),
};
