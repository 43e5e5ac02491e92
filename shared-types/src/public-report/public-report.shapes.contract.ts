import { Day, Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import type { Tone } from '../kernel/tone';
import { z } from '../kernel/zod';
import {
  type ReportCategory,
  type ReportKind,
  type ReportState,
  reportCategories,
  reportKinds,
} from './public-report.rules';

export const ReportKindField = z.enum(Object.keys(reportKinds) as [ReportKind, ...ReportKind[]]);
export const ReportCategoryField = z.enum(
  Object.keys(reportCategories) as [ReportCategory, ...ReportCategory[]],
);

export const reportStateWords: Record<ReportState, string> = {
  received: '待受理',
  declined: '不予受理',
  accepted: '已受理',
  routed: '已转办',
  answered: '已回复，待反馈',
  fed_back: '已反馈',
  rated: '已评价',
  recorded: '已收录',
};
export const reportStateTones: Record<ReportState, Tone> = {
  received: 'brand',
  declined: 'plain',
  accepted: 'brand',
  routed: 'brand',
  answered: 'warning',
  fed_back: 'success',
  rated: 'success',
  recorded: 'plain',
};
export const ReportStateField = z.enum(Object.keys(reportStateWords) as [ReportState, ...ReportState[]]);

export const RouteToField = z.enum(['company', 'owner', 'district', 'authority']);
export const routeWords: Record<z.infer<typeof RouteToField>, string> = {
  company: '维保单位',
  owner: '使用单位',
  district: '监管部门',
  authority: '其他部门',
};

export const verdictWords = {
  open: '未核实',
  verified: '属实',
  partly: '部分属实',
  unfounded: '不属实',
  not_verifiable: '无法核实',
} as const;
export const VerdictField = z.enum(['open', 'verified', 'partly', 'unfounded', 'not_verifiable']);
export const suspicionWords = {
  none: '',
  same_device: '同一部手机一周内多次反映同一维保单位，请留意是否同行所为',
  same_address: '同一网络一周内多次反映同一维保单位，请留意是否有人组织',
} as const;
export const SuspicionField = z.enum(['none', 'same_device', 'same_address']);

export const Lateness = z.enum(['none', 'accept', 'reply']);
export const latenessWords: Record<z.infer<typeof Lateness>, string> = {
  none: '',
  accept: '逾期未受理',
  reply: '逾期未答复',
};

/** Free text in public: looked at before it is shown. */
export const PublicationState = z.enum(['none', 'waiting', 'shown', 'hidden']);
export const PictureState = z.enum(['waiting', 'shown', 'hidden']);

/** Given once to whoever reported; the only way back to the report without a login. */
export const ReportToken = z.string().regex(/^[\w-]{32}$/, '查询凭证不正确，请核对。');
export const ClientKey = z.string().regex(/^[\w-]{16,64}$/);
export const CallbackPhone = z
  .string()
  .trim()
  .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, '电话号码不正确，请核对。');
export const Stars = z.number().int().min(1).max(5);
export const Words = (max: number) => z.string().trim().max(max, `最多 ${max} 个字。`);

export const mostPictures = 3;

const Terms = {
  receivedAt: Instant,
  acceptedAt: Instant.nullable(),
  routedAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  fedBackAt: Instant.nullable(),
  appealedAt: Instant.nullable(),
  acceptBy: Day,
  replyBy: Day.nullable(),
  lateness: Lateness,
};

export const ProposedField = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
});

/** What whoever reported sees of it, with their token. */
export const OwnReport = z.object({
  id: Ulid,
  kind: ReportKindField,
  category: ReportCategoryField,
  state: ReportStateField,
  place: z.string(),
  text: z.string(),
  stars: z.number().int().nullable(),
  proposal: z.array(ProposedField),
  ...Terms,
  routedTo: z.string(),
  feedback: z.string(),
  rating: z.number().int().nullable(),
  pictures: z.number().int(),
  may: z.object({ rate: z.boolean(), appeal: z.boolean(), addPicture: z.boolean() }),
  /** A WeChat message when there is an answer; null: not connected here, or agreed to already. */
  offer: z.object({ templateId: z.string() }).nullable(),
});
export type OwnReport = z.infer<typeof OwnReport>;

const Head = z.object({
  /** Working days left for the answer; null where none is owed. */
  replyInDays: z.number().int().nullable(),
  id: Ulid,
  kind: ReportKindField,
  category: ReportCategoryField,
  state: ReportStateField,
  /** The lift it is about; null for opinions. */
  lift: z.object({ id: Ulid, place: z.string(), ownNumber: z.string() }).nullable(),
  companyName: z.string(),
  ownerName: z.string(),
  divisionCode: z.string(),
  stars: z.number().int().nullable(),
  ...Terms,
  routeTo: RouteToField.nullable(),
  routeName: z.string(),
  verdict: VerdictField,
  byMaintenance: z.boolean(),
  publication: PublicationState,
  suspicion: SuspicionField,
  /** Free text or pictures that nobody has looked at yet. */
  toLookAt: z.boolean(),
});
export const ReportCard = Head;
export type ReportCard = z.infer<typeof ReportCard>;

export const ReportInFull = Head.extend({
  /** As written for the desk; for a unit the text that the desk passed on. */
  text: z.string(),
  unitText: z.string(),
  publicText: z.string(),
  checkVerdict: z.enum(['none', 'pass', 'review', 'risky']),
  proposal: z.array(ProposedField),
  pictures: z.array(z.object({ id: Ulid, state: PictureState })),
  answer: z.string(),
  feedback: z.string(),
  rating: z.number().int().nullable(),
  /** Whether a telephone is kept that this reader may read. */
  hasPhone: z.boolean(),
  steps: z.array(
    z.object({
      act: z.string(),
      at: Instant,
      by: z.string(),
      organisation: z.string(),
      text: z.string(),
    }),
  ),
  suggestion: z.object({ to: RouteToField, authority: z.string() }),
  may: z.object({
    accept: z.boolean(),
    route: z.boolean(),
    answer: z.boolean(),
    sendBack: z.boolean(),
    feedBack: z.boolean(),
    publish: z.boolean(),
    confirm: z.boolean(),
    readPhone: z.boolean(),
    judgePictures: z.boolean(),
  }),
});
export type ReportInFull = z.infer<typeof ReportInFull>;

export const reportActWords: Record<string, string> = {
  received: '提交',
  accepted: '受理',
  declined: '不予受理',
  routed: '转办',
  returned: '退回',
  answered: '回复',
  fed_back: '反馈',
  rated: '评价办理结果',
  appealed: '申请复议',
  confirmed: '核对属实',
  not_confirmed: '核对不属实',
  applied: '台账已改正',
  not_applied: '台账未改',
  late_told: '逾期提醒',
};
