import { ArchiveFile } from '../archive/archive.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { RecordCard, RecordDetail } from '../record/record.contract';
import { type CallUpPurpose, callUpPurposeWords } from './evidence.rules';

export const CallUpPurposeName = z.enum(
  Object.keys(callUpPurposeWords) as [CallUpPurpose, ...CallUpPurpose[]],
);

/** A reason that says something: shorter ones say “检查” and no more. */
const reasonLength = { min: 10, max: 500 } as const;

/** 调阅: sealed records called up as evidence, by whom, when and what for. */
export const CallUp = z.object({
  id: Ulid,
  purpose: CallUpPurposeName,
  /** Number of the inspection, case or complaint. */
  reference: z.string(),
  /** Empty for company and owner where it concerns a case. */
  reason: z.string(),
  organisation: NamedRef,
  by: z.string(),
  at: Instant,
  from: Day.nullable(),
  until: Day.nullable(),
  /** As far as the reader may know: of their own area, company or buildings. */
  lifts: z.number().int(),
  records: z.number().int(),
  endsAt: Instant,
  /** From when company and owner see it. */
  shownFrom: Instant,
  closedAt: Instant.nullable(),
  outcome: z.string(),
  file: z.object({
    state: z.enum(['preparing', 'ready', 'failed']),
    withPhotos: z.boolean(),
    bytes: z.number().int().nullable(),
    sha256: Sha256.nullable(),
  }),
  may: z.object({ read: z.boolean(), close: z.boolean() }),
});
export type CallUp = z.infer<typeof CallUp>;

/** A lift as far as it has to be told from others before its records are called up. */
export const CallUpLift = z.object({
  id: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  rescueCode: z.string(),
  registrationCode: z.string(),
  companyName: z.string(),
  ownerName: z.string(),
});
export type CallUpLift = z.infer<typeof CallUpLift>;

/** `manifest.json` of an evidence file: everything in it by name, size and SHA-256, and what it is evidence of. */
export const EvidenceManifest = z.object({
  format: z.literal('lifttrust/evidence/v1'),
  callUpId: Ulid,
  purpose: CallUpPurposeName,
  reference: z.string(),
  organisation: NamedRef,
  by: z.string(),
  calledUpAt: Instant,
  /** The log under whose checkpoint everything is proven, and how long it was then. */
  logId: z.string(),
  logSize: z.number().int(),
  records: z.number().int(),
  preparedAt: Instant,
  files: z.array(ArchiveFile),
});
export type EvidenceManifest = z.infer<typeof EvidenceManifest>;

/** What is sealed for each lift: anybody may hold that something was called up, only its parties what and why. */
export const CalledUpOpen = z.object({
  edition: z.literal(1),
  callUpId: Ulid,
  evidence: z.array(Sha256),
});
export const CalledUpClosed = z.object({
  edition: z.literal(1),
  by: z.string(),
  personId: Ulid,
  organisation: z.string(),
  purpose: CallUpPurposeName,
  reference: z.string(),
  reason: z.string(),
  recordIds: z.array(Ulid),
});

const callers = { inspector: 'organisation', ...districtActors } as const;
/** Whoever watches the district, and the company and the owner whose records they are. */
const readers = {
  inspector: 'organisation',
  ...districtReaders,
  company_admin: 'organisation',
  owner_admin: 'organisation',
  owner_officer: 'organisation',
} as const;
const params = z.object({ callUpId: Ulid });

const chosen = z
  .object({
    purpose: CallUpPurposeName,
    reference: Sentence(60),
    reason: z
      .string()
      .trim()
      .min(reasonLength.min, `请写明事由，至少 ${reasonLength.min} 个字。`)
      .max(reasonLength.max, `最多 ${reasonLength.max} 个字。`),
    /** All records of these lifts within the days. */
    liftIds: z.array(Ulid).max(50, '一次最多选 50 台电梯。').default([]),
    from: Day.optional(),
    until: Day.optional(),
    /** Or these records, whenever they are of. */
    recordIds: z.array(Ulid).max(100, '一次最多选 100 份记录。').default([]),
    withPhotos: z.boolean().default(false),
  })
  .refine(({ liftIds, recordIds }) => liftIds.length + recordIds.length > 0, '请选择电梯或记录。')
  .refine(
    ({ liftIds, from, until }) => liftIds.length === 0 || (from !== undefined && until !== undefined),
    '请填写起止日期。',
  )
  .refine(({ from, until }) => !from || !until || from <= until, '开始日期不能晚于结束日期。');

export const evidenceApi = {
  lifts: endpoint({
    method: 'GET',
    path: '/call-up-lifts',
    summary: '调阅前按识别码、登记证号、地点或单位查找电梯，最多 20 台。',
    access: callers,
    query: z.object({ q: z.string().trim().min(2, '请至少输入 2 个字。').max(60) }),
    response: z.object({ items: z.array(CallUpLift) }),
  }),
  callUp: endpoint({
    method: 'POST',
    path: '/call-ups',
    summary: '调阅维保记录作为证据：写明用途、编号和事由，全程留痕并封存。',
    access: callers,
    body: chosen,
    response: CallUp,
  }),
  list: endpoint({
    method: 'GET',
    path: '/call-ups',
    summary: '调阅登记：本机构的、辖区内的，或本单位记录被调阅的。',
    access: readers,
    query: Paging.extend({
      recordId: Ulid.optional(),
      liftId: Ulid.optional(),
      purpose: CallUpPurposeName.optional(),
    }),
    response: pageOf(CallUp),
  }),
  show: endpoint({
    method: 'GET',
    path: '/call-ups/:callUpId',
    summary: '一次调阅和其中与查看者有关的记录。',
    access: readers,
    params,
    response: CallUp.extend({ items: z.array(RecordCard) }),
  }),
  record: endpoint({
    method: 'GET',
    path: '/call-ups/:callUpId/records/:recordId',
    summary: '调阅中的一份维保记录及其证据，只读（查看留痕）。',
    access: callers,
    params: z.object({ callUpId: Ulid, recordId: Ulid }),
    response: RecordDetail,
  }),
  link: endpoint({
    method: 'POST',
    path: '/call-ups/:callUpId/links',
    summary: '取得证据包的下载链接：到时失效，可以断点续传，每次下载都有记录。',
    access: callers,
    // A kept answer would keep the secret, too; whoever asks again gets another link.
    keyless: true,
    params,
    response: z.object({
      /** Below the service's address; whoever holds it may download until it expires. */
      path: z.string(),
      fileName: z.string(),
      expiresAt: Instant,
    }),
  }),
  close: endpoint({
    method: 'POST',
    path: '/call-ups/:callUpId/close',
    summary: '办结调阅：不再能查看记录，有关单位从此看到这次调阅。',
    access: callers,
    params,
    body: z.object({ outcome: Sentence(300) }),
    response: CallUp,
  }),
};

/** Raw routes: the evidence file, one record printed, one picture of it. */
export const callUpFilePath = (callUpId: string) => `/api/call-ups/${callUpId}/file`;
/** The evidence file by the secret of a link. */
export const callUpLinkPath = (token: string) => `/api/call-ups/files/${token}`;
export const callUpPdfPath = (callUpId: string, recordId: string) =>
  `/api/call-ups/${callUpId}/records/${recordId}/pdf`;
export const callUpPicturePath = (
  { callUpId, recordId, fileId }: { callUpId: string; recordId: string; fileId: string },
  copy: 'original' | 'watermarked' = 'watermarked',
) => `/api/call-ups/${callUpId}/records/${recordId}/pictures/${fileId}?copy=${copy}`;
