import { FileInfo, UploadTicket } from '../file/file.contract';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { CallOutStateField, FaultSignField } from './call-out.view.contract';

/** The secret that its reporter was given once; nothing else opens the report. */
const ReporterToken = z.string().max(80);
const params = z.object({ reportId: Ulid });

/** What somebody without a login learns of the fault they reported (REP-08): no name, no telephone. */
export const FaultReport = z.object({
  reportId: Ulid,
  place: z.string(),
  ownNumber: z.string(),
  sign: FaultSignField,
  text: z.string(),
  state: CallOutStateField,
  /** In one sentence: where it stands and what comes next. */
  message: z.string(),
  companyName: z.string(),
  /** Others had reported the same fault; all hear the same answer. */
  others: z.number().int(),
  reportedAt: Instant,
  acceptedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  stop: z.object({ from: Instant, expectedOn: Day }).nullable(),
  feedback: z.string(),
  pictures: z.number().int(),
});
export type FaultReport = z.infer<typeof FaultReport>;

/** Without login: whoever stands before a lift reports, keeps the token and follows what becomes of it. */
export const faultReportApi = {
  report: endpoint({
    method: 'POST',
    path: '/fault-reports',
    summary: '扫码报修，不用登录；得到一次性的查询凭证。',
    access: 'public',
    limit: 'look_up',
    // The answer holds a secret, so it is stored nowhere; `clientKey` makes a repeated request the same report.
    keyless: true,
    body: z.object({
      code: z.string().min(1).max(300).describe('电梯码'),
      sign: FaultSignField,
      text: z.string().trim().max(300, '最多 300 个字。').default(''),
      callbackPhone: z
        .string()
        .regex(/^1\d{10}$/, '请填写 11 位手机号。')
        .optional(),
      clientKey: z.string().regex(/^[\w-]{16,80}$/),
    }),
    response: FaultReport.extend({ token: z.string() }),
  }),
  follow: endpoint({
    method: 'POST',
    path: '/fault-reports/:reportId/views',
    summary: '凭查询凭证看报修到了哪一步。',
    access: 'public',
    limit: 'look_up',
    keyless: true,
    params,
    body: z.object({ token: ReporterToken }),
    response: FaultReport,
  }),
  announcePicture: endpoint({
    method: 'POST',
    path: '/fault-reports/:reportId/pictures',
    summary: '凭查询凭证登记要补充的照片，取得上传地址；最多三张。',
    access: 'public',
    limit: 'anonymous',
    params,
    body: z.object({
      token: ReporterToken,
      sha256: Sha256,
      bytes: z.number().int().min(1).max(5_000_000, '照片太大，请压缩到 5 MB 以内。'),
      contentType: z.enum(['image/jpeg', 'image/png']),
    }),
    response: UploadTicket,
  }),
  reportPicture: endpoint({
    method: 'POST',
    path: '/fault-reports/:reportId/pictures/:fileId/report',
    summary: '报告照片上传完成，由服务端读取并核对。',
    access: 'public',
    limit: 'anonymous',
    params: z.object({ reportId: Ulid, fileId: Ulid }),
    body: z.object({ token: ReporterToken }),
    response: FileInfo,
  }),
};

/** Raw route: bytes of a reporter's picture at `<path>/<fileId>`, with the token in a header. */
export const faultUploadPath = '/api/fault-reports/uploads';
export const faultTokenHeader = 'x-reporter-token';
