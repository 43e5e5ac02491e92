import { FileInfo, UploadTicket } from '../file/file.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { SubItem } from '../paper/paper.contract';
import {
  type ComparedField,
  comparedFields,
  type FilingPaper,
  filingPapers,
  filingScanLimits,
} from './filing.rules';

export const FilingState = z.enum(['waiting', 'returned', 'accepted', 'withdrawn']);
export type FilingState = z.infer<typeof FilingState>;
export const filingStateWords: Record<FilingState, string> = {
  waiting: '待审核',
  returned: '已退回',
  accepted: '已登记',
  withdrawn: '已撤回',
};

/** Made by whoever files, kept by them alone: the only way back to a filing without an account. */
export const FilingToken = z.string().regex(/^[\w-]{32,80}$/, '备案凭证不正确。');

const Name = z.string().trim().min(2, '请填写单位名称。').max(120, '最多 120 个字。');
const Phone = z.string().trim().max(30);
const Paper = z.enum(Object.keys(filingPapers) as [FilingPaper]);
const Person = z.object({ name: z.string().trim().min(1, '请填写姓名。').max(40), phone: Phone });

export const FilingForm = z.object({
  name: Name,
  creditCode: z.string().trim().max(40),
  divisionCode: z.string().regex(/^[0-9A-Z]{6,12}$/, '请选择所在区县。'),
  address: z.string().trim().min(2, '请填写地址。').max(200),
  phone: Phone,
  emergencyPhone: Phone,
  /** Who is to be the unit's first administrator. */
  contact: Person,
  permitNumber: z.string().trim().max(40),
  permitUntil: Day,
  permitSubItems: z.array(SubItem).max(5).default([]),
  staff: z
    .array(Person.extend({ certified: z.boolean() }))
    .min(1, '请填写作业人员。')
    .max(500),
  promise: z.literal(true, '请阅读并作出维保质量安全承诺。'),
});
export type FilingForm = z.infer<typeof FilingForm>;

export const FilingStep = z.object({
  act: z.enum(['filed', 'revised', 'returned', 'accepted', 'withdrawn']),
  edition: z.number().int(),
  reason: z.string(),
  at: Instant,
  /** Who reviewed; whoever files has no account. */
  person: NamedRef.nullable(),
});
export const filingStepWords = {
  filed: '提交备案',
  revised: '修改备案',
  returned: '退回',
  accepted: '审核通过并登记',
  withdrawn: '撤回',
} as const;

/** A scan that came with a filing. */
export const FilingScan = z.object({
  fileId: Ulid,
  paper: Paper,
  contentType: z.string(),
  bytes: z.number().int(),
  isScanned: z.boolean().describe('查过病毒'),
});
export type FilingScan = z.infer<typeof FilingScan>;

/** What whoever filed reads; phones as they wrote them. */
export const OwnFiling = z.object({
  state: FilingState,
  edition: z.number().int(),
  form: FilingForm,
  scans: z.array(FilingScan),
  steps: z.array(FilingStep.omit({ person: true })),
});
export type OwnFiling = z.infer<typeof OwnFiling>;

export const FilingCard = z.object({
  id: Ulid,
  name: z.string(),
  creditCode: z.string(),
  divisionCode: z.string(),
  state: FilingState,
  edition: z.number().int(),
  filedAt: Instant,
  changedAt: Instant,
});
export type FilingCard = z.infer<typeof FilingCard>;

export const FilingFile = FilingCard.extend({
  /** Phones masked. */
  form: FilingForm,
  scans: z.array(FilingScan),
  missingPapers: z.array(z.string()),
  steps: z.array(FilingStep),
  organisation: NamedRef.nullable(),
  /** Units and other filings with the same code or name: told to the reviewer, never to whoever files. */
  alike: z.array(
    z.object({ id: Ulid, kind: z.enum(['organisation', 'filing']), name: z.string(), state: z.string() }),
  ),
  may: z.object({ decide: z.boolean(), scan: z.boolean() }),
});
export type FilingFile = z.infer<typeof FilingFile>;

const fields = Object.keys(comparedFields) as [ComparedField];
export const Comparison = z.object({
  id: Ulid,
  visitedOn: Day,
  inspector: NamedRef,
  body: NamedRef,
  fields: z.array(
    z.object({ field: z.enum(fields), filed: z.string(), found: z.string(), differs: z.boolean() }),
  ),
  note: z.string(),
  changeId: Ulid.nullable(),
  dueOn: Day.nullable(),
  createdAt: Instant,
});
export type Comparison = z.infer<typeof Comparison>;

const params = z.object({ filingId: Ulid });
const unit = z.object({ organisationId: Ulid });
const byToken = z.object({ token: FilingToken });
/** The scans that this hand-in is to have, of those sent under its token; what is left out goes with it no longer. */
const scans = z.array(Ulid).max(filingScanLimits.scans).default([]);
const visitors = { inspector: 'division' } as const;

export const filingApi = {
  file: endpoint({
    method: 'POST',
    path: '/filings',
    summary: '维保单位提交备案，不需要账号；监管人员也可代为录入。',
    access: 'public',
    limit: 'anonymous',
    body: byToken.extend({ form: FilingForm, scans }),
    response: Done,
  }),
  mine: endpoint({
    method: 'POST',
    path: '/filings/mine',
    summary: '凭备案凭证查看自己的备案。',
    access: 'public',
    limit: 'look_up',
    keyless: true,
    body: byToken,
    response: OwnFiling,
  }),
  revise: endpoint({
    method: 'POST',
    path: '/filings/revisions',
    summary: '凭备案凭证修改还没有审核通过的备案。',
    access: 'public',
    limit: 'look_up',
    body: byToken.extend({ edition: z.number().int(), form: FilingForm, scans }),
    response: Done,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/filings/withdrawal',
    summary: '凭备案凭证撤回备案。',
    access: 'public',
    limit: 'look_up',
    body: byToken,
    response: Done,
  }),
  announceScan: endpoint({
    method: 'POST',
    path: '/filings/scans',
    summary: '凭备案凭证登记要上传的扫描件，取得上传地址；有份数和大小限制，一天内没有随备案提交的会删除。',
    access: 'public',
    limit: 'anonymous',
    body: byToken.extend({
      paper: Paper,
      sha256: Sha256,
      bytes: z.number().int().min(1).max(200_000_000),
      contentType: z.string().max(100),
    }),
    response: UploadTicket,
  }),
  reportScan: endpoint({
    method: 'POST',
    path: '/filings/scans/:fileId/report',
    summary: '报告扫描件上传完成，由服务端查毒和核对。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ fileId: Ulid }),
    body: byToken,
    response: FileInfo,
  }),
  list: endpoint({
    method: 'GET',
    path: '/filings',
    summary: '辖区的备案；待审核的最早在前。',
    access: districtReaders,
    query: Paging.extend({ state: FilingState.optional(), organisationId: Ulid.optional() }),
    response: pageOf(FilingCard).extend({ waiting: z.number().int() }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/filings/:filingId',
    summary: '一份备案，电话已遮盖。',
    access: districtReaders,
    params,
    response: FilingFile,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/filings/:filingId/decisions',
    summary: '通过（登记单位）或退回并写明理由；自己录入的由别人审核。',
    access: districtActors,
    params,
    body: z.object({ accept: z.boolean(), reason: Sentence(300), edition: z.number().int() }),
    response: FilingFile,
  }),
  compare: endpoint({
    method: 'POST',
    path: '/organisations/:organisationId/comparisons',
    summary: '检验人员上门核对：写下现场情况；与备案不符的发起更正。',
    access: visitors,
    params: unit,
    body: z.object({
      visitedOn: Day,
      found: z
        .array(z.object({ field: z.enum(fields), found: z.string().trim().min(1).max(200) }))
        .min(1)
        .max(10),
      note: z.string().trim().max(500).default(''),
    }),
    response: Comparison,
  }),
  comparisons: endpoint({
    method: 'GET',
    path: '/organisations/:organisationId/comparisons',
    summary: '检验机构对一个单位的核对，最新在前。',
    access: {
      ...districtReaders,
      ...visitors,
      company_admin: 'organisation',
      owner_admin: 'organisation',
    },
    params: unit,
    response: z.object({ items: z.array(Comparison) }),
  }),
};

/** Raw: the bytes of an announced scan, with the token as header. */
export const filingUploadPath = '/api/filings/uploads';
export const filingTokenHeader = 'x-filing-token';
/** Raw: a scan for the reviewer's eyes; shows numbers in the clear, so that its purpose is written down. */
export const filingScanPath = (filingId: string, fileId: string, purpose: string) =>
  `/api/filings/${filingId}/scans/${fileId}?purpose=${encodeURIComponent(purpose)}`;
