import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Finding, RecordCard } from '../record/record.contract';

export const ReviewStepField = z.enum(['asked', 'stated', 'appealed', 'upheld', 'overturned']);
export const reviewStepWords: Record<z.infer<typeof ReviewStepField>, string> = {
  asked: '核验人员要求补充说明',
  stated: '补充说明',
  appealed: '申诉',
  upheld: '申诉不成立，维持无效',
  overturned: '申诉成立，改为有效',
};

/** Where a doubtful record stands for whoever has to act. */
export const reviewStandings = {
  waiting: '待核查',
  asked: '待补充说明',
  appealed: '申诉待处理',
  invalid: '已判无效',
} as const;
export const ReviewStanding = z.enum(['waiting', 'asked', 'appealed', 'invalid']);
export type ReviewStanding = z.infer<typeof ReviewStanding>;

export const ReviewCard = RecordCard.extend({
  findings: z.array(Finding),
  standing: ReviewStanding,
  /** Since when somebody has to act: submission, question or appeal. */
  since: Instant,
  appealUntil: Day.nullable(),
});
export type ReviewCard = z.infer<typeof ReviewCard>;

/** Everything about one record's validity: the doubts, what was said, what was decided, what may still be done. */
export const ValidityReview = z.object({
  recordId: Ulid,
  findings: z.array(Finding),
  decision: z.object({ valid: z.boolean(), by: z.string(), at: Instant, reason: z.string() }).nullable(),
  steps: z.array(
    z.object({
      step: ReviewStepField,
      by: z.string(),
      organisation: z.string(),
      at: Instant,
      text: z.string(),
      fileIds: z.array(Ulid),
    }),
  ),
  appealUntil: Day.nullable().describe('可以申诉到哪一天 24:00'),
  may: z.object({
    ask: z.boolean(),
    state: z.boolean(),
    appeal: z.boolean(),
    decideAppeal: z.boolean(),
  }),
});
export type ValidityReview = z.infer<typeof ValidityReview>;

const unit = { company_admin: 'organisation', technician: 'member' } as const;
const readers = { ...districtReaders, ...unit } as const;
const params = z.object({ recordId: Ulid });
const files = z.array(Ulid).max(9, '最多 9 个文件。').default([]);

export const validityApi = {
  queue: endpoint({
    method: 'GET',
    path: '/validity-reviews',
    summary: '待核查的记录：等得最久的在前；维保人员只看自己参加的。',
    access: readers,
    query: Paging.extend({ standing: ReviewStanding.default('waiting') }),
    response: pageOf(ReviewCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/records/:recordId/validity-review',
    summary: '一份记录的疑点、说明、决定与申诉。',
    access: readers,
    params,
    response: ValidityReview,
  }),
  ask: endpoint({
    method: 'POST',
    path: '/records/:recordId/validity-questions',
    summary: '核验人员要求维保单位补充说明。',
    access: { reviewer: 'division' },
    params,
    body: z.object({ text: Sentence(300) }),
    response: ValidityReview,
  }),
  state: endpoint({
    method: 'POST',
    path: '/records/:recordId/validity-statements',
    summary: '维保人员或单位补充说明，可附证明。',
    access: unit,
    params,
    body: z.object({ text: Sentence(500), fileIds: files }),
    response: ValidityReview,
  }),
  appeal: endpoint({
    method: 'POST',
    path: '/records/:recordId/validity-appeal',
    summary: '对无效决定申诉，每份记录一次，在期限内提出。',
    access: unit,
    params,
    body: z.object({ text: Sentence(500), fileIds: files }),
    response: ValidityReview,
  }),
  decideAppeal: endpoint({
    method: 'POST',
    path: '/records/:recordId/validity-appeal/decision',
    summary: '处理申诉，由原决定以外的人作出。',
    access: { ...districtActors, reviewer: 'division' },
    params,
    body: z.object({ valid: z.boolean(), reason: Sentence(300) }),
    response: ValidityReview,
  }),
};

/** Raw: a file given with a statement or an appeal. */
export const reviewFilePath = (recordId: string, fileId: string) =>
  `/api/records/${recordId}/validity-files/${fileId}`;
