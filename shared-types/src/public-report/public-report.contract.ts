import { FileInfo, UploadTicket } from '../file/file.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, Paging, pageOf, Sentence, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftCorrection } from '../lift/on-site.contract';
import {
  CallbackPhone,
  ClientKey,
  OwnReport,
  ReportCard,
  ReportCategoryField,
  ReportInFull,
  ReportKindField,
  ReportStateField,
  ReportToken,
  RouteToField,
  Stars,
  VerdictField,
  Words,
} from './public-report.shapes.contract';

const units = {
  company_admin: 'organisation',
  owner_officer: 'organisation',
  owner_admin: 'organisation',
} as const;
const technicians = { technician: 'organisation' } as const;
const params = z.object({ reportId: Ulid });
const byToken = z.object({ token: ReportToken });
const anybody = { access: 'public', keyless: true } as const;

export const publicReportApi = {
  ticket: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/scan-tickets',
    summary: '扫码后领取评价凭据，30 分钟内有效，只在这部手机上有效。',
    limit: 'look_up',
    body: z.object({ code: z.string().min(1).max(200) }),
    response: z.object({ ticket: z.string(), until: Instant, place: z.string() }),
  }),
  submit: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports',
    summary: '投诉、建议、评价、资料纠错、公示不符、对平台的意见；不用登录，凭返回的查询凭证看结果。',
    body: z.object({
      kind: ReportKindField,
      category: ReportCategoryField,
      /** What is printed on the plate, or the bare token of it. */
      code: z.string().max(200).optional(),
      ticket: z.string().max(200).optional(),
      text: Words(1000).default(''),
      stars: Stars.optional(),
      /** What the register should say. */
      proposal: LiftCorrection.optional(),
      /** Company and owner may know who reported. */
      agreesToBeNamed: z.boolean().default(false),
      callbackPhone: CallbackPhone.optional(),
      /** Random, made by the client for this act: sent again it does nothing twice. */
      clientKey: ClientKey,
      /** One-time code of `wx.login`, for WeChat's check of free text. */
      wechatCode: z.string().max(200).optional(),
    }),
    response: z.object({ reportId: Ulid, token: ReportToken, state: ReportStateField, acceptBy: Day }),
  }),
  mine: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/mine',
    summary: '凭查询凭证看办理到哪一步。',
    limit: 'look_up',
    body: byToken,
    response: OwnReport,
  }),
  rate: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/ratings',
    summary: '凭查询凭证评价办理结果。',
    limit: 'look_up',
    body: byToken.extend({ stars: Stars, text: Words(300).default('') }),
    response: OwnReport,
  }),
  appeal: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/appeals',
    summary: '对结果不满意或没有受理的，凭查询凭证申请复议，只有一次。',
    limit: 'look_up',
    body: byToken.extend({ text: Sentence(500) }),
    response: OwnReport,
  }),
  announcePicture: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/pictures',
    summary: '凭查询凭证登记要上传的照片（最多三张，提交后一小时内）。',
    limit: 'look_up',
    body: byToken.extend({
      sha256: Sha256,
      bytes: z.number().int().min(1).max(20_000_000),
      contentType: z.enum(['image/jpeg', 'image/png']),
    }),
    response: UploadTicket,
  }),
  reportPicture: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/pictures/:fileId/report',
    summary: '报告照片上传完成，由服务端核对。',
    limit: 'look_up',
    params: z.object({ fileId: Ulid }),
    body: byToken,
    response: FileInfo,
  }),
  subscribe: endpoint({
    ...anybody,
    method: 'POST',
    path: '/public-reports/subscriptions',
    summary: '同意有答复时收一条微信消息。',
    limit: 'look_up',
    body: byToken.extend({ code: z.string().min(1).max(200), templateId: z.string().min(1).max(64) }),
    response: Done,
  }),
  evaluations: endpoint({
    method: 'GET',
    path: '/codes/:token/evaluations',
    summary: '这台电梯的公众评价：平均几星，和核过的留言。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ token: z.string().min(1).max(80) }),
    response: z.object({
      average: z.number().nullable(),
      count: z.number().int(),
      items: z.array(z.object({ stars: z.number().int(), on: Day, text: z.string() })),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/public-reports',
    summary: '公众反映：辖区内的，或转给本单位的。逾期的和先到的在前。',
    access: { ...districtReaders, ...units, ...technicians },
    query: Paging.extend({
      state: ReportStateField.optional(),
      kind: ReportKindField.optional(),
      late: z.enum(['true']).optional(),
      /** With free text or pictures to be looked at. */
      toLookAt: z.enum(['true']).optional(),
    }),
    response: pageOf(ReportCard).extend({
      counts: z.object({
        received: z.number().int(),
        open: z.number().int(),
        late: z.number().int(),
        toLookAt: z.number().int(),
      }),
    }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/public-reports/:reportId',
    summary: '一件公众反映；看原文和照片会留下记录，单位只看到转办内容。',
    access: { ...districtReaders, ...units, ...technicians },
    params,
    response: ReportInFull,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/acceptance',
    summary: '受理，或写明理由不予受理。',
    access: districtActors,
    params,
    body: z.object({ accept: z.boolean(), reason: Words(300).default('') }),
    response: ReportInFull,
  }),
  route: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/routes',
    summary: '转给维保单位、使用单位、本部门或其他部门办理；写明给对方看的内容，不含反映人信息。',
    access: districtActors,
    params,
    body: z.object({
      to: RouteToField,
      authority: Words(60).default(''),
      text: Sentence(1000),
    }),
    response: ReportInFull,
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/returns',
    summary: '收到转办的单位说明不属于自己，退回重新转办。',
    access: units,
    params,
    body: z.object({ reason: Sentence(300) }),
    response: ReportInFull,
  }),
  answer: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/answers',
    summary: '办理单位回复；其他部门的回复由监管部门录入。',
    access: { ...districtActors, ...units },
    params,
    body: z.object({ text: Sentence(1000) }),
    response: ReportInFull,
  }),
  feedBack: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/feedback',
    summary: '核实后反馈给反映人，写明是否属实、是否维保质量造成。',
    access: districtActors,
    params,
    body: z.object({ text: Sentence(1000), verdict: VerdictField, byMaintenance: z.boolean() }),
    response: ReportInFull,
  }),
  publish: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/publication',
    summary: '留言核过之后公开或不公开；公开的文字可以删去涉及个人的内容。',
    access: districtActors,
    params,
    body: z.object({ show: z.boolean(), text: Words(1000).default('') }),
    response: ReportInFull,
  }),
  judgePicture: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/pictures/:pictureId/decisions',
    summary: '照片由人看过后决定是否转给办理单位看；有人脸、车牌、证件的不转。',
    access: districtActors,
    params: params.extend({ pictureId: Ulid }),
    body: z.object({ show: z.boolean() }),
    response: ReportInFull,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/confirmation',
    summary: '资料纠错由维保人员、维保单位或监管人员核对：属实的改正台账，不属实的说明理由。',
    access: { ...districtActors, company_admin: 'organisation', ...technicians },
    params,
    body: z.object({ accept: z.boolean(), text: Sentence(300) }),
    response: ReportInFull,
  }),
  phone: endpoint({
    method: 'POST',
    path: '/public-reports/:reportId/phones',
    summary: '查看反映人留下的电话；单位只有在反映人同意后才能看，每次查看都留记录。',
    access: { ...districtActors, ...units },
    params,
    body: z.object({ purpose: Sentence(100) }),
    response: z.object({ phones: z.array(z.string()) }),
  }),
};

/** Raw: the bytes of an announced picture, with the token as header. */
export const reportUploadPath = '/api/public-reports/uploads';
export const reportTokenHeader = 'x-report-token';
/** Raw: a picture without what the camera wrote into it. */
export const reportPicturePath = (reportId: string, pictureId: string): string =>
  `/api/public-reports/${reportId}/pictures/${pictureId}`;
