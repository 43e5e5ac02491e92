import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { Item, ItemResult, MaintenanceClass, Photo, Presence } from '../visit/visit.contract';

/** DECISIONS 2: three independent axes, never one status. */
export const validityWords = {
  draft: '未提交',
  submitted: '已提交',
  valid: '有效',
  suspect: '待核实',
  invalid: '无效',
} as const;
export const Validity = z.enum(['draft', 'submitted', 'valid', 'suspect', 'invalid']);
export type Validity = z.infer<typeof Validity>;
export const ownerAnswerWords = {
  pending: '待确认',
  signed: '已签字确认',
  returned: '已退回',
  defaulted: '逾期默认确认（非本人签名）',
  signed_late: '逾期后补签',
} as const;
export const OwnerAnswer = z.enum(['pending', 'signed', 'returned', 'defaulted', 'signed_late']);
export type OwnerAnswer = z.infer<typeof OwnerAnswer>;

/** Whether a later signed document stands beside the record; the record itself never changes (IMM-02, IMM-03). */
export const standingWords = { original: '无更正', amended: '已更正', voided: '已作废' } as const;
export const RecordStanding = z.enum(['original', 'amended', 'voided']);
export type RecordStanding = z.infer<typeof RecordStanding>;

/** A sealed amendment or void, as it stands beside its record. */
export const SealedAmendment = z.object({
  id: Ulid,
  kind: z.enum(['amendment', 'void']),
  number: z.number().int(),
  at: Instant,
  reason: z.string(),
  corrections: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() }),
  ),
  agreements: z.array(
    z.object({
      who: z.string(),
      as: z.string(),
      at: Instant,
      text: z.string(),
      fileId: Ulid.nullable().describe('手写签名'),
    }),
  ),
  entryHash: Sha256,
  seq: z.number().int().nullable(),
});
export type SealedAmendment = z.infer<typeof SealedAmendment>;

/** A doubt about evidence: a fact, what it rests on, and what would settle it. */
export const Finding = z.object({
  code: z.string(),
  message: z.string(),
  settledBy: z.string().describe('怎样可以消除疑点'),
  settled: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;

export const RecordCard = z.object({
  id: Ulid,
  visitId: Ulid,
  liftId: Ulid,
  place: z.string(),
  rescueCode: z.string(),
  ownNumber: z.string(),
  class: MaintenanceClass,
  completedOn: Day,
  completedAt: Instant,
  companyName: z.string(),
  ownerName: z.string(),
  technicians: z.array(z.string()),
  validity: Validity,
  ownerAnswer: OwnerAnswer,
  grade: z.string(),
  exceptions: z.number().int().describe('非“合格”的项目数'),
  /** It came on another day than the work was completed (REC-12). */
  uploadedLate: z.boolean().describe('迟传'),
  standing: RecordStanding,
});
export type RecordCard = z.infer<typeof RecordCard>;

/** One line of evidence: what was seen and why it counts (DESIGN, evidence line). */
export const EvidenceLine = z.object({
  kind: z.enum(['code', 'position', 'identity', 'photos', 'items', 'signatures', 'duration', 'time', 'seal']),
  label: z.string(),
  good: z.boolean(),
  text: z.string(),
});

export const EntrySummary = z.object({
  seq: z.number().int().nullable().describe('封存后片刻才编号，之前为空'),
  kind: z.string(),
  title: z.string(),
  at: Instant,
  by: z.string(),
  hash: Sha256,
  text: z.string(),
});
export type EntrySummary = z.infer<typeof EntrySummary>;

export const RecordDetail = RecordCard.extend({
  snapshot: z.array(z.object({ label: z.string(), value: z.string() })).describe('提交时冻结的主数据'),
  templateEdition: z.string(),
  items: z.array(Item),
  photos: z.array(Photo),
  presences: z.array(Presence),
  gradeReason: z.string(),
  nextPlannedOn: Day,
  findings: z.array(Finding),
  evidence: z.array(EvidenceLine),
  entries: z.array(EntrySummary),
  amendments: z.array(SealedAmendment).describe('封存的更正与作废，最早在前；原记录不变'),
  returnReason: z.string().nullable(),
  ownerSigner: z.string().nullable(),
  verificationCode: z.string(),
  /** The hash an owner signs. */
  contentHash: Sha256,
  startedAt: Instant,
  /** When it came; null in records from before this was kept. */
  receivedAt: Instant.nullable(),
  /** Some of it was done without a network. */
  offline: z.boolean(),
  /** The technicians' words on a late upload. */
  lateReason: z.string(),
  signatures: z.array(z.object({ who: z.string(), as: z.string(), at: Instant, fileId: Ulid })),
  /** What the caller may do with it now. */
  may: z.object({ sign: z.boolean(), return: z.boolean(), decide: z.boolean() }),
});
export type RecordDetail = z.infer<typeof RecordDetail>;

const promised = {
  logId: z.string(),
  keyId: z.string(),
  entryHash: Sha256,
  at: Instant,
  signature: z.string().describe('base64，Ed25519'),
};

/**
 * The service's signed promise to include an entry in the log within a minute (DECISIONS 9). Version 1 also promised
 * the entry's number; since version 2 the number is given a moment later, with many others at once (docs/adr/0014).
 */
export const Receipt = z.discriminatedUnion('version', [
  z.object({ version: z.literal(1), ...promised, seq: z.number().int() }),
  z.object({ version: z.literal(2), ...promised }),
]);
export type Receipt = z.infer<typeof Receipt>;

/** An item that two technicians answered differently; the lead says whose answer stands (`visitApi.settleItem`). */
export const ItemConflict = z.object({
  code: z.string(),
  name: z.string(),
  answers: z.array(
    z.object({
      person: NamedRef,
      at: Instant,
      offline: z.boolean(),
      result: ItemResult,
      note: z.string(),
      reading: z.string(),
      /** “合格，读数 3.2” */
      words: z.string(),
      /** Which one stands meanwhile: the later one. */
      stands: z.boolean(),
    }),
  ),
});
export type ItemConflict = z.infer<typeof ItemConflict>;

/** What is about to be signed and submitted. */
export const Sheet = z.object({
  contentHash: Sha256,
  /** Of the caller's own part, as the service has it. */
  partHash: Sha256,
  conflicts: z.array(ItemConflict),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What is still missing, all at once. */
  refusals: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() })),
});
export type Sheet = z.infer<typeof Sheet>;

const readers = {
  ...districtReaders,
  company_admin: 'organisation',
  owner_officer: 'organisation',
  owner_admin: 'organisation',
  technician: 'member',
} as const;
/** Its safety officers; its administrators where they hold a post for the lift or are delegated (SIG-07). */
const owner = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const member = { technician: 'member' } as const;
const visit = z.object({ visitId: Ulid });
const params = z.object({ recordId: Ulid });

/** What lists of records are narrowed by, on the page and in a workbook alike. */
const filters = {
  liftId: Ulid.optional(),
  validity: Validity.optional(),
  ownerAnswer: OwnerAnswer.optional(),
  standing: RecordStanding.optional(),
  q: z.string().trim().max(60).optional(),
  /** Of completion, both included. */
  from: Day.optional(),
  until: Day.optional(),
};

/** A workbook holds at most so many records. */
export const recordSheetRows = 10_000;
export const RecordSheetQuery = z.object({
  ...filters,
  purpose: z.string().trim().min(2, '请写明用途。').max(100, '用途最多 100 个字。'),
});
export type RecordSheetQuery = z.infer<typeof RecordSheetQuery>;
/** Technicians read their own records one by one. */
export const recordSheetAccess = {
  ...districtReaders,
  company_admin: 'organisation',
  owner_officer: 'organisation',
  owner_admin: 'organisation',
} as const;

const isOneHash = (given: { contentHash?: string | undefined; partHash?: string | undefined }) =>
  (given.contentHash === undefined) !== (given.partHash === undefined);
const oneHashWords = '请在全部内容与本人部分的摘要中给出一个。';

export const recordApi = {
  sheet: endpoint({
    method: 'GET',
    path: '/visits/:visitId/sheet',
    summary: '提交前的汇总：签字内容的摘要与还缺什么。',
    access: member,
    params: visit,
    response: Sheet,
  }),
  sign: endpoint({
    method: 'POST',
    path: '/visits/:visitId/signatures',
    summary: '维保人员手写签名。',
    access: member,
    device: 'trusted',
    params: visit,
    body: z
      .object({
        fileId: Ulid,
        /** Of the whole, as shown; or of one's own part, where the phone knows no more (docs/adr/0025). */
        contentHash: Sha256.optional(),
        partHash: Sha256.optional(),
      })
      .refine(isOneHash, oneHashWords),
    response: Sheet,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/visits/:visitId/submission',
    summary: '组长提交，记录封存并取得回执。',
    access: member,
    device: 'trusted',
    params: visit,
    body: z
      .object({
        contentHash: Sha256.optional(),
        partHash: Sha256.optional(),
        /** Why the record comes on another day than the work was done (REC-12). */
        lateReason: z.string().trim().max(200).optional(),
      })
      .refine(isOneHash, oneHashWords),
    response: z.object({ recordId: Ulid, validity: Validity, receipt: Receipt, findings: z.array(Finding) }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/records',
    summary: '维保记录。',
    access: readers,
    query: Paging.extend(filters),
    response: pageOf(RecordCard),
  }),
  show: endpoint({
    method: 'GET',
    path: '/records/:recordId',
    summary: '一份维保记录及其证据（查看留痕）。',
    access: readers,
    params,
    response: RecordDetail,
  }),
  ownerSign: endpoint({
    method: 'POST',
    path: '/records/:recordId/owner-signature',
    summary: '使用单位安全员签字确认。',
    access: owner,
    device: 'trusted',
    params,
    body: z.object({
      fileId: Ulid,
      contentHash: Sha256,
      satisfaction: z.enum(['满意', '基本满意', '不满意']).optional(),
    }),
    response: RecordDetail,
  }),
  ownerReturn: endpoint({
    method: 'POST',
    path: '/records/:recordId/return',
    summary: '使用单位退回，写明理由。',
    access: owner,
    device: 'trusted',
    params,
    body: z.object({ reason: Sentence(300) }),
    response: RecordDetail,
  }),
  decideValidity: endpoint({
    method: 'POST',
    path: '/records/:recordId/validity-decision',
    summary: '对待核实的记录作出有效或无效的决定。',
    access: { reviewer: 'division' },
    params,
    body: z.object({ valid: z.boolean(), reason: Sentence(300) }),
    response: RecordDetail,
  }),
};

/** Raw routes of the record module: the printed record and the proof package. */
export const recordPdfPath = (recordId: string) => `/api/records/${recordId}/pdf`;
export const recordPackagePath = (recordId: string) => `/api/records/${recordId}/package`;
/** Raw routes: records as workbooks, a list as it is filtered or one record's checklist. */
export const recordSheetPath = (asked: RecordSheetQuery) =>
  `/api/record-sheets/list?${Object.entries(asked)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')}`;
export const recordItemsPath = (recordId: string) => `/api/records/${recordId}/sheet`;
