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
  /** A newer enrolment beside the one that works; null when there is none, or when it has been accepted. */
  renewal: z
    .object({ state: z.enum(['in_review', 'refused']), at: Instant, reason: z.string().nullable() })
    .nullable()
    .describe('重新登记的状态；原登记在此期间仍然有效'),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** One picture of an enrolment, judged while the person still holds the phone. */
export const PictureCheck = z.object({
  /** False: nobody could look at it now; the three together will be judged. */
  judged: z.boolean(),
  /** Why it must be taken again. */
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  /** What might be better; the picture may be used as it is. */
  hints: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type PictureCheck = z.infer<typeof PictureCheck>;

/** All that a person is told about the face of theirs that is kept. */
export const MyConsents = z.object({
  current: z.object({ version: z.string(), givenAt: Instant }).nullable(),
  text: ConsentText,
  kept: z.object({
    portrait: z.boolean(),
    template: z.boolean(),
    since: Instant.nullable(),
    /** Pictures that wait for a person's decision. */
    pictures: z.number().int(),
  }),
  history: z.array(
    z.object({ act: z.enum(['given', 'withdrawn', 'deleted']), version: z.string(), at: Instant }),
  ),
});
export type MyConsents = z.infer<typeof MyConsents>;

/** What reviewers see in pictures, for statistics; never anything about a group of people. */
export const reviewFlags = ['helmet', 'glasses', 'mask', 'dark', 'backlit', 'blurred', 'screen'] as const;
export const ReviewFlag = z.enum(reviewFlags);
export type ReviewFlag = z.infer<typeof ReviewFlag>;

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
  /** Whose account looks like the same person's. */
  other: NamedRef.nullable().describe('疑似同一人的另一个账号'),
  /** The first of two reviewers did not accept; another one has to look. */
  first: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  /** False for who is the person, or has looked already: another reviewer decides. */
  mayDecide: z.boolean(),
});
export type Review = z.infer<typeof Review>;

export const ReviewDetail = Review.extend({
  /** Pictures as data addresses; reading them is logged. Empty once deleted. */
  reference: z.array(z.string()),
  presented: z.array(z.string()),
  /** The other account's portrait and company. */
  otherReference: z.array(z.string()),
  otherCompany: z.string().nullable(),
  flags: z.array(ReviewFlag),
  /** Limits on the scale of the score; null without a score. */
  limits: z
    .object({ accept: z.number(), review: z.number() })
    .nullable()
    .describe('达到 accept 可直接通过，低于 review 不通过'),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ReviewDetail = z.infer<typeof ReviewDetail>;

const technician = { technician: 'self' } as const;
/** Whose identity may have to be proven at a lift; a rescuer's afterwards (DECISIONS 34). */
const identified = { ...technician, rescuer: 'self' } as const;
const member = { technician: 'member' } as const;
const identifiedMember = { ...member, rescuer: 'member' } as const;
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
    access: identified,
    response: Enrolment,
  }),
  consent: endpoint({
    method: 'POST',
    path: '/face/consents',
    summary: '单独同意处理人脸信息。',
    access: identified,
    body: z.object({ textVersion: z.string(), agreed: z.literal(true) }),
    response: Enrolment,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/face/consents/withdrawal',
    summary: '撤回同意，人脸模板立即停用并删除。',
    access: identified,
    response: Enrolment,
  }),
  consents: endpoint({
    method: 'GET',
    path: '/face/consents',
    summary: '我的同意：版本、时间、保存了什么、历史。',
    access: identified,
    response: MyConsents,
  }),
  checkPicture: endpoint({
    method: 'POST',
    path: '/face/picture-checks',
    summary: '登记照片拍一张看一张：不合格马上说明原因。',
    access: identified,
    body: z.object({ fileId: Ulid }),
    response: PictureCheck,
  }),
  enrol: endpoint({
    method: 'POST',
    path: '/face/enrolments',
    summary: '用三张现场照片登记人脸。',
    access: identified,
    device: 'trusted',
    body: z.object({ fileIds: z.array(Ulid).length(3) }),
    response: Enrolment,
  }),
  openChallenge: endpoint({
    method: 'POST',
    path: '/visits/:visitId/challenges',
    summary: '开始一次转头核验，逐个给出方向。',
    access: identifiedMember,
    device: 'trusted',
    params: visit,
    response: Challenge,
  }),
  answerChallenge: endpoint({
    method: 'POST',
    path: '/challenges/:challengeId/frames',
    summary: '交上一个方向的照片，得到下一个方向或结果。',
    access: identified,
    device: 'trusted',
    params: z.object({ challengeId: Ulid }),
    body: z.object({ fileId: Ulid }),
    response: Challenge,
  }),
  finishPage: endpoint({
    method: 'POST',
    path: '/challenges/:challengeId/page-result',
    summary: '从核验页面回来：服务端去取结果，没做完时不变。',
    access: identified,
    device: 'trusted',
    params: z.object({ challengeId: Ulid }),
    response: Challenge,
  }),
  openAlternative: endpoint({
    method: 'POST',
    path: '/visits/:visitId/alternatives',
    summary: '不用人脸的同等方式：得到一个手势。',
    access: identifiedMember,
    device: 'trusted',
    params: visit,
    response: Alternative,
  }),
  answerAlternative: endpoint({
    method: 'POST',
    path: '/alternatives/:alternativeId/answer',
    summary: '交上手势照片与同伴动态码，由人核验。',
    access: identified,
    device: 'trusted',
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
  answerOffline: endpoint({
    method: 'POST',
    path: '/visits/:visitId/offline-challenges',
    summary: '交上没有网络时按预先发下的顺序拍的三张照片；看不清的由人核验，不挡住后面的步骤。',
    access: member,
    device: 'trusted',
    params: visit,
    body: z.object({
      ticket: z.string().max(300),
      /** In the order of the ticket's directions. */
      fileIds: z.array(Ulid).length(3),
    }),
    response: Challenge,
  }),
  answerAlternativeOffline: endpoint({
    method: 'POST',
    path: '/visits/:visitId/offline-alternatives',
    summary: '交上没有网络时按预先发下的手势拍的照片，由人核验。',
    access: member,
    device: 'trusted',
    params: visit,
    body: z.object({ ticket: z.string().max(300), fileId: Ulid }),
    response: Alternative,
  }),
  presenceCode: endpoint({
    method: 'GET',
    path: '/visits/:visitId/presence-code',
    summary: '出示给同伴的动态码，30 秒一换，只能用一次。',
    access: identifiedMember,
    device: 'trusted',
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
    summary: '核验决定，须写明理由；不通过由另一人再看一次。',
    access: { reviewer: 'division' },
    params: z.object({ reviewId: Ulid }),
    body: z.object({
      accept: z.boolean(),
      reason: Sentence(200),
      flags: z.array(ReviewFlag).max(reviewFlags.length).optional(),
      /** With a rejection: both accounts are one person's. */
      samePerson: z.boolean().optional(),
    }),
    response: Done.extend({
      /** The rejection counts when another reviewer has confirmed it. */
      awaitsSecond: z.boolean(),
    }),
  }),
};
