import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { MaintenanceClass } from '../visit/visit.contract';
import type { DisputeState } from './signing.rules';

export const DisputeStateField = z.enum(['open', 'answered', 'settled', 'referred', 'decided']);
export const disputeStateWords: Record<DisputeState, string> = {
  open: '待维保单位答复',
  answered: '维保单位已答复',
  settled: '双方已解决',
  referred: '待监管部门处理',
  decided: '监管部门已处理',
};

/** An owner's agreement to default signing, with the version of its words. */
export const SilenceConsent = z.object({
  standing: z.object({ version: z.string(), by: z.string(), givenAt: Instant }).nullable(),
  text: z.object({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()) }),
  history: z.array(
    z.object({ version: z.string(), by: z.string(), givenAt: Instant, withdrawnAt: Instant.nullable() }),
  ),
});
export type SilenceConsent = z.infer<typeof SilenceConsent>;

export const Delegation = z.object({
  id: Ulid,
  person: NamedRef,
  fromDay: Day,
  untilDay: Day,
  reason: z.string(),
  givenBy: z.string(),
  endedOn: Day.nullable(),
  standing: z.boolean(),
});
export type Delegation = z.infer<typeof Delegation>;

/** Where the owner's answer to one record stands, and what silence would mean. */
export const AnswerStanding = z.object({
  /** Until when to sign or return. */
  deadline: Instant,
  silence: z.enum(['counts', 'no_consent', 'not_delivered', 'answered']).describe('期限过后会怎样'),
  words: z.string(),
  /** What is still open to an owner that signed or let the time pass and finds a fault; empty while it may return. */
  door: z.string(),
  /** Who may sign, delegates marked; for the owner's own people and the district. */
  signers: z.array(z.string()),
  notices: z.array(
    z.object({ person: z.string(), way: z.string(), state: z.string(), reachedAt: Instant.nullable() }),
  ),
  dispute: z
    .object({
      id: Ulid,
      state: DisputeStateField,
      dueOn: Day,
      late: z.boolean(),
      answer: z.string(),
      answeredBy: z.string(),
      decision: z.string(),
      may: z.object({ answer: z.boolean(), settle: z.boolean(), refer: z.boolean(), decide: z.boolean() }),
    })
    .nullable(),
});
export type AnswerStanding = z.infer<typeof AnswerStanding>;

export const DisputeCard = z.object({
  id: Ulid,
  recordId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  class: MaintenanceClass,
  completedOn: Day,
  companyName: z.string(),
  ownerName: z.string(),
  reason: z.string(),
  openedAt: Instant,
  dueOn: Day,
  late: z.boolean(),
  state: DisputeStateField,
});
export type DisputeCard = z.infer<typeof DisputeCard>;

/** Answers of a month by one unit: an owner's own, or those to one company's records. */
export const AnswerRate = z.object({
  unit: NamedRef,
  records: z.number().int(),
  signed: z.number().int(),
  signedLate: z.number().int(),
  defaulted: z.number().int(),
  returned: z.number().int(),
  pending: z.number().int(),
  remarkable: z.boolean(),
});
export type AnswerRate = z.infer<typeof AnswerRate>;

const signers = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const parties = { ...signers, company_admin: 'organisation' } as const;
const readers = { ...districtReaders, ...parties } as const;
const admin = { owner_admin: 'organisation' } as const;
const record = z.object({ recordId: Ulid });

export const signingApi = {
  consent: endpoint({
    method: 'GET',
    path: '/signing/consent',
    summary: '本单位是否同意逾期默认确认，同意书文本与历次同意、撤回。',
    access: signers,
    response: SilenceConsent,
  }),
  giveConsent: endpoint({
    method: 'POST',
    path: '/signing/consent',
    summary: '使用单位同意逾期默认确认；只对以后完成的维保有效。',
    access: admin,
    device: 'trusted',
    body: z.object({ textVersion: z.string().max(20), agreed: z.literal(true) }),
    response: SilenceConsent,
  }),
  withdrawConsent: endpoint({
    method: 'POST',
    path: '/signing/consent/withdrawal',
    summary: '撤回同意，以后完成的维保不再默认确认。',
    access: admin,
    device: 'trusted',
    response: SilenceConsent,
  }),
  delegations: endpoint({
    method: 'GET',
    path: '/signing/delegations',
    summary: '本单位授权代为签字的人员。',
    access: signers,
    response: z.object({ items: z.array(Delegation), people: z.array(NamedRef) }),
  }),
  delegate: endpoint({
    method: 'POST',
    path: '/signing/delegations',
    summary: '授权本单位一名有账号的人员在一段时间内代为签字。',
    access: admin,
    body: z.object({ personId: Ulid, fromDay: Day, untilDay: Day, reason: Sentence(200) }),
    response: Delegation,
  }),
  endDelegation: endpoint({
    method: 'POST',
    path: '/signing/delegations/:delegationId/end',
    summary: '立即收回授权。',
    access: admin,
    params: z.object({ delegationId: Ulid }),
    response: Delegation,
  }),
  standing: endpoint({
    method: 'GET',
    path: '/records/:recordId/answer-standing',
    summary: '使用单位答复的期限、通知是否送达、逾期会怎样、退回后的处理。',
    access: readers,
    params: record,
    response: AnswerStanding,
  }),
  signMany: endpoint({
    method: 'POST',
    path: '/record-signatures',
    summary: '一次签多份记录；有处理、不合格或待核实内容的须先逐份打开看过。',
    access: signers,
    device: 'trusted',
    body: z.object({
      records: z
        .array(z.object({ recordId: Ulid, contentHash: Sha256 }))
        .min(1, '请选择要签的记录。')
        .max(100, '一次最多签 100 份。'),
      fileId: Ulid,
    }),
    response: z.object({
      signed: z.array(Ulid),
      refused: z.array(z.object({ recordId: Ulid, code: z.string(), message: z.string() })),
    }),
  }),
  toSign: endpoint({
    method: 'GET',
    path: '/signing/records',
    summary: '等我单位签字的记录：期限早的在前，注明是否须先打开。',
    access: signers,
    response: z.object({
      items: z.array(
        z.object({
          recordId: Ulid,
          place: z.string(),
          ownNumber: z.string(),
          class: MaintenanceClass,
          completedAt: Instant,
          companyName: z.string(),
          grade: z.string(),
          exceptions: z.number().int(),
          suspect: z.boolean(),
          opened: z.boolean(),
          maySign: z.boolean().describe('本人能不能签这一份'),
          signers: z.array(z.string()).describe('谁可以签，受委托的注明'),
          deadline: Instant,
          contentHash: Sha256,
        }),
      ),
      consents: z.boolean().describe('本单位是否同意逾期默认确认'),
    }),
  }),
  disputes: endpoint({
    method: 'GET',
    path: '/disputes',
    summary: '退回的记录及其处理：期限早的在前。',
    access: readers,
    query: Paging.extend({ state: DisputeStateField.optional(), late: z.enum(['true']).optional() }),
    response: pageOf(DisputeCard),
  }),
  answerDispute: endpoint({
    method: 'POST',
    path: '/records/:recordId/dispute/answer',
    summary: '维保单位答复退回；须改正的另出更正记录。',
    access: { company_admin: 'organisation' },
    params: record,
    body: z.object({ text: Sentence(500) }),
    response: AnswerStanding,
  }),
  settleDispute: endpoint({
    method: 'POST',
    path: '/records/:recordId/dispute/settlement',
    summary: '使用单位认可答复，争议了结。',
    access: signers,
    device: 'trusted',
    params: record,
    response: AnswerStanding,
  }),
  referDispute: endpoint({
    method: 'POST',
    path: '/records/:recordId/dispute/referral',
    summary: '使用单位不认可答复或逾期未得到答复，交监管部门处理。',
    access: signers,
    device: 'trusted',
    params: record,
    body: z.object({ text: Sentence(300) }),
    response: AnswerStanding,
  }),
  decideDispute: endpoint({
    method: 'POST',
    path: '/records/:recordId/dispute/decision',
    summary: '监管部门对争议作出处理。',
    access: districtActors,
    params: record,
    body: z.object({ text: Sentence(500) }),
    response: AnswerStanding,
  }),
  rates: endpoint({
    method: 'GET',
    path: '/signing/rates',
    summary: '一个月里各使用单位（或各维保单位的记录）的签字、默认确认与退回；默认确认过半的在前。',
    access: { ...districtReaders, owner_admin: 'organisation', company_admin: 'organisation' },
    query: z.object({
      by: z.enum(['owner', 'company']).default('owner'),
      month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为 2026-11 这样的格式。'),
    }),
    response: z.object({ items: z.array(AnswerRate) }),
  }),
};
