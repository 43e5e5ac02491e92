import { endpoint } from '../kernel/endpoint';
import { Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const enrolmentStates = ['none', 'in_review', 'enrolled', 'refused', 'withdrawn'] as const;
export const Direction = z.enum(['left', 'right', 'centre']);
export type Direction = z.infer<typeof Direction>;

export const ConsentText = z.object({
  version: z.string(),
  title: z.string(),
  paragraphs: z.array(z.string()),
  /** Who compares faces on the operator's behalf; null: nobody but the operator's own service. */
  processor: z.string().nullable().describe('受托处理人脸信息的单位'),
});

export const Enrolment = z.object({
  state: z.enum(enrolmentStates),
  consent: z.object({ version: z.string(), givenAt: Instant }).nullable(),
  enrolledAt: Instant.nullable(),
  reason: z.string().nullable().describe('未通过的原因'),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** The state of one identity check of one person at one visit. */
export const IdentityState = z.enum(['none', 'running', 'accepted', 'in_review', 'rejected']);
export const IdentityMethod = z.enum(['face', 'alternative']);

export const Challenge = z.object({
  id: Ulid,
  /** The one direction revealed so far; null when finished. */
  direction: Direction.nullable(),
  answered: z.number().int(),
  total: z.number().int(),
  /** Answer this direction before. */
  frameBefore: Instant.nullable(),
  endsAt: Instant,
  /** A page of the face provider on which the check happens; no directions then. Come back with `finishPage`. */
  page: z.object({ url: z.url() }).nullable().describe('核验页面；为空时按方向拍照'),
  outcome: IdentityState,
  /** Why it failed or what happens next, in words. */
  message: z.string().nullable(),
  attemptsLeft: z.number().int(),
});
export type Challenge = z.infer<typeof Challenge>;

export const Alternative = z.object({
  id: Ulid,
  /** A gesture the server chose, to be shown in the live photograph. */
  gesture: z.string(),
  outcome: IdentityState,
  message: z.string().nullable(),
});
export type Alternative = z.infer<typeof Alternative>;

export const Review = z.object({
  id: Ulid,
  kind: z.enum(['enrolment', 'face_check', 'alternative']),
  person: NamedRef,
  company: NamedRef,
  liftPlace: z.string().nullable(),
  visitId: Ulid.nullable(),
  createdAt: Instant,
  reason: z.string().describe('为什么要由人决定'),
  score: z.number().nullable(),
  state: z.enum(['waiting', 'accepted', 'rejected']),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
});
export type Review = z.infer<typeof Review>;

export const ReviewDetail = Review.extend({
  /** Pictures as data addresses; reading them is logged. Empty once deleted. */
  reference: z.array(z.string()),
  presented: z.array(z.string()),
  /** Limits on the scale of the score; null without a score. */
  limits: z
    .object({ accept: z.number(), review: z.number() })
    .nullable()
    .describe('达到 accept 可直接通过，低于 review 不通过'),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ReviewDetail = z.infer<typeof ReviewDetail>;

const technician = { technician: 'self' } as const;
const member = { technician: 'member' } as const;
const visit = z.object({ visitId: Ulid });

export const faceApi = {
  consentText: endpoint({
    method: 'GET',
    path: '/face/consent-text',
    summary: '人脸信息处理告知书的现行文本。',
    access: 'public',
    response: ConsentText,
  }),
  enrolment: endpoint({
    method: 'GET',
    path: '/face/enrolment',
    summary: '我的人脸登记状态。',
    access: technician,
    response: Enrolment,
  }),
  consent: endpoint({
    method: 'POST',
    path: '/face/consents',
    summary: '单独同意处理人脸信息。',
    access: technician,
    body: z.object({ textVersion: z.string(), agreed: z.literal(true) }),
    response: Enrolment,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/face/consents/withdrawal',
    summary: '撤回同意，人脸模板立即停用并删除。',
    access: technician,
    response: Enrolment,
  }),
  enrol: endpoint({
    method: 'POST',
    path: '/face/enrolments',
    summary: '用三张现场照片登记人脸。',
    access: technician,
    body: z.object({ fileIds: z.array(Ulid).length(3) }),
    response: Enrolment,
  }),
  openChallenge: endpoint({
    method: 'POST',
    path: '/visits/:visitId/challenges',
    summary: '开始一次转头核验，逐个给出方向。',
    access: member,
    params: visit,
    response: Challenge,
  }),
  answerChallenge: endpoint({
    method: 'POST',
    path: '/challenges/:challengeId/frames',
    summary: '交上一个方向的照片，得到下一个方向或结果。',
    access: technician,
    params: z.object({ challengeId: Ulid }),
    body: z.object({ fileId: Ulid }),
    response: Challenge,
  }),
  finishPage: endpoint({
    method: 'POST',
    path: '/challenges/:challengeId/page-result',
    summary: '从核验页面回来：服务端去取结果，没做完时不变。',
    access: technician,
    params: z.object({ challengeId: Ulid }),
    response: Challenge,
  }),
  openAlternative: endpoint({
    method: 'POST',
    path: '/visits/:visitId/alternatives',
    summary: '不用人脸的同等方式：得到一个手势。',
    access: member,
    params: visit,
    response: Alternative,
  }),
  answerAlternative: endpoint({
    method: 'POST',
    path: '/alternatives/:alternativeId/answer',
    summary: '交上手势照片与同伴动态码，由人核验。',
    access: technician,
    params: z.object({ alternativeId: Ulid }),
    body: z.object({
      fileId: Ulid,
      partnerCode: z
        .string()
        .regex(/^\d{6}$/, '同伴动态码是 6 位数字。')
        .optional(),
    }),
    response: Alternative,
  }),
  presenceCode: endpoint({
    method: 'GET',
    path: '/visits/:visitId/presence-code',
    summary: '出示给同伴的动态码，30 秒一换，只能用一次。',
    access: member,
    params: visit,
    response: z.object({ code: z.string(), validUntil: Instant }),
  }),
  reviews: endpoint({
    method: 'GET',
    path: '/reviews',
    summary: '等待人工核验的身份。',
    access: { reviewer: 'division' },
    query: Paging.extend({ state: z.enum(['waiting', 'accepted', 'rejected']).default('waiting') }),
    response: pageOf(Review),
  }),
  review: endpoint({
    method: 'GET',
    path: '/reviews/:reviewId',
    summary: '一条核验，含左右对照的照片（查看留痕）。',
    access: { reviewer: 'division' },
    params: z.object({ reviewId: Ulid }),
    response: ReviewDetail,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/reviews/:reviewId/decision',
    summary: '核验决定，须写明理由。',
    access: { reviewer: 'division' },
    params: z.object({ reviewId: Ulid }),
    body: z.object({ accept: z.boolean(), reason: Sentence(200) }),
    response: Done,
  }),
};
