import { districtActors, everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** A notification to a person, as a card: what happened, the facts, where to act. */
export const Message = z.object({
  id: Ulid,
  kind: z.string(),
  /** What it is about, for whoever can open it. */
  subjectId: Ulid,
  title: z.string(),
  text: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Page of the app that acts on it, e.g. `owner/record?recordId=…`. */
  page: z.string().nullable(),
  /** Updated in place after the action (e.g. 已签字确认). */
  outcome: z.string().nullable(),
  createdAt: Instant,
  readAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

/** Every kind of message there is, with what lists call it. A city says per kind which ways it goes besides the inbox. */
export const messageKinds = {
  'record.to_confirm': '维保记录待确认',
  'record.returned': '维保记录被退回',
  'record.unsigned': '维保记录逾期未签',
  'record.unsigned_long': '使用单位超过三天未签维保记录',
  'record.dispute_answered': '维保单位对退回的答复',
  'record.dispute_referred': '退回争议待处理',
  'record.dispute_decided': '退回争议的处理结果',
  'record.review_asked': '要求补充说明维保记录的疑点',
  'record.invalid': '维保记录被判为无效',
  'record.appealed': '对无效决定的申诉',
  'record.appeal_decided': '申诉的结果',
  'amendment.to_sign': '更正待作业人员签名',
  'amendment.to_approve': '更正或作废待维保单位审核',
  'amendment.to_confirm': '更正或作废待使用单位确认',
  'amendment.to_decide': '更正或作废待监管部门决定',
  'amendment.closed': '更正或作废的结果',
  'checklist.to_decide': '维保项目表待审核',
  'checklist.decided': '维保项目表的审核结果',
  'paperless.to_decide': '申请停用纸质记录',
  'paperless.decided': '停用纸质记录的申请结果',
  'paperless.kept': '恢复纸质记录',
  'quality.found': '质量检查发现问题',
  'quality.answered': '质量检查的问题待复查',
  'quality.decided': '质量检查问题的复查结果',
  'call_out.reported': '电梯报修',
  'call_out.dispatched': '派给您的急修',
  'call_out.declined': '急修没有人接，待改派',
  'call_out.stopped': '电梯停用待修的方案',
  'call_out.to_confirm': '急修待使用单位确认',
  'call_out.returned': '急修被使用单位退回',
  'call_out.closed': '报修的结果',
  'call_out.unanswered': '报修逾时没有人接',
  'call_out.expected_passed': '停用的电梯到期没有修好',
  'call_out.focus': '电梯反复故障',
  'contract.to_confirm': '维保合同待确认',
  'contract.decided': '使用单位对合同的答复',
  'contract.expiring': '维保合同快到期',
  'contract.entry': '接手电梯的录入期限',
  'contract.gap': '电梯无维保单位',
  'contract.overlap': '两家维保单位的合同重叠',
  'contract.defects': '接收电梯时发现问题',
  'device.change_asked': '更换工作设备待批准',
  'device.change_decided': '更换工作设备的结果',
  'factor.changed': '二次验证已更换',
  'factor.reset': '二次验证被清除',
  'session.wechat_released': '微信绑定已解除',
  'face.stored_near': '人脸存储人数接近备案线',
  'face.filing_duty': '人脸信息须备案',
  'face.calibration': '人脸比对校准待决定',
  'face.review_waits': '身份核验等人处理',
  'paper.expiring': '证照快到期',
  'paper.expired': '证照已到期',
  'paper.rejected': '证照未通过核验',
  'paper.conflict': '人员任职冲突',
  'task.late': '数据任务逾期未办',
  'officer.missing': '请指定电梯责任人员',
  'delay.access_refused': '维保单位说明无法进入',
  'delay.decided': '延期说明的结果',
  'plan.reminder': '维保提醒',
  'plan.late': '过了计划日还没有维保',
  'plan.overdue': '维保超期',
  'archive.reminder': '维保档案包待下载',
  'plan.periodic': '周期项目到期',
  'public_report.received': '收到公众反映',
  'public_report.correction': '有人提出电梯资料有误',
  'public_report.routed': '公众反映转给本单位',
  'public_report.to_feed_back': '公众反映待反馈',
  'public_report.late': '公众反映逾期',
  'public_report.fed_back': '反映有了答复',
  'rescue.called': '困人救援派单',
  'rescue.owner_called': '本单位电梯困人',
  'rescue.desk': '困人需要救援中心处置',
  'rescue.changed': '困人情况有变化',
  'message.digest': '消息汇总',
  'message.escalated': '逾时无人处理的事',
} as const;
export type MessageKind = keyof typeof messageKinds;

/** Ways to a person besides the inbox, which every message takes. */
export const DeliveryChannel = z.enum(['dingtalk_work', 'dingtalk_card', 'wechat_subscribe', 'sms', 'voice']);
export type DeliveryChannel = z.infer<typeof DeliveryChannel>;
export const channelWords: Record<DeliveryChannel, string> = {
  dingtalk_work: '钉钉工作通知',
  dingtalk_card: '钉钉卡片',
  wechat_subscribe: '微信订阅消息',
  sms: '短信',
  voice: '语音电话',
};

/**
 * How far one message came on one way. `sending`: the intent is recorded and the call is under way. `unknown`: the
 * provider may or may not have taken it; it is asked, never sent again blindly. `sent`: with the carrier, no receipt
 * yet. `delivered`, `failed`, `not_connected` and `withdrawn` (not needed any more before it left) are final.
 */
export const DeliveryState = z.enum([
  'waiting',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'failed',
  'not_connected',
  'withdrawn',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;
export const deliveryStateWords: Record<DeliveryState, string> = {
  waiting: '等待发送',
  sending: '正在发送',
  unknown: '结果待查',
  sent: '已发出',
  delivered: '已送达',
  failed: '未送达',
  not_connected: '未接通',
  withdrawn: '不用再发',
};

export const Delivery = z.object({
  id: Ulid,
  channel: DeliveryChannel,
  state: DeliveryState,
  attempts: z.number().int(),
  /** The provider's own code of the last trouble, for whoever asks the provider. */
  code: z.string().nullable(),
  /** The same in words: what happened, what follows. */
  reason: z.string().nullable(),
  createdAt: Instant,
  triedAt: Instant.nullable(),
  /** When it is tried or asked about again; null when nothing more happens by itself. */
  nextAt: Instant.nullable(),
  settledAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

const Addressed = z.object({
  messageId: Ulid,
  kind: z.string(),
  title: z.string(),
  subjectId: Ulid,
  recipient: z.string(),
  organisation: z.string(),
});
/** A delivery in a list, with whom it is for. */
export const DeliveryCard = Delivery.extend(Addressed.shape);
export type DeliveryCard = z.infer<typeof DeliveryCard>;

/** A message about a subject: in the inbox since `createdAt`, and how it went on the other ways. */
export const MessageAbout = Addressed.extend({
  createdAt: Instant,
  readAt: Instant.nullable(),
  deliveries: z.array(Delivery),
});
export type MessageAbout = z.infer<typeof MessageAbout>;

/** A reminder by WeChat that somebody may agree to: each consent is good for one message. */
export const ConsentOffer = z.object({
  templateId: z.string(),
  title: z.string(),
  left: z.number().int(),
});
export type ConsentOffer = z.infer<typeof ConsentOffer>;

/** What WeChat answered for one template: agreed, refused, banned by WeChat, or left out for another's sake. */
export const ConsentAnswer = z.object({
  templateId: z.string().min(1).max(64),
  answer: z.enum(['accept', 'reject', 'ban', 'filter']),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** From one time of the day to another, Asia/Shanghai, past midnight where the second is the smaller. */
export const QuietHours = z.object({ from: TimeOfDay, until: TimeOfDay });
export type QuietHours = z.infer<typeof QuietHours>;

const PreferenceChoice = z.object({
  /** Own quiet hours; null: those of the city, if it has any. */
  quiet: QuietHours.nullable(),
  /** What is not urgent comes together in the morning. */
  digest: z.boolean(),
  /** Kinds that go into the inbox only. */
  muted: z.array(z.enum(Object.keys(messageKinds) as [MessageKind])).max(100),
});
export type PreferenceChoice = z.infer<typeof PreferenceChoice>;

/** A kind as its settings page shows it. */
export const KindPreference = z.object({
  kind: z.string(),
  title: z.string(),
  urgency: z.enum(['safety', 'prompt', 'low']),
  /** On which rule it rests that nobody may switch it off; null: the person chooses. */
  duty: z.string().nullable(),
});
export type KindPreference = z.infer<typeof KindPreference>;

export const MessagePreferences = PreferenceChoice.extend({
  kinds: z.array(KindPreference),
  cityQuiet: QuietHours.nullable(),
  /** When the morning's digest comes; null: this city has none. */
  digestAt: TimeOfDay.nullable(),
});
export type MessagePreferences = z.infer<typeof MessagePreferences>;

const overseers = { ...districtActors, auditor: 'division', company_admin: 'organisation' } as const;

const self = everyRole('self');

export const messageApi = {
  list: endpoint({
    method: 'GET',
    path: '/messages',
    summary: '我的消息，最新在前；从上一页的 next 继续往前读。',
    access: self,
    query: z.object({
      before: Ulid.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(100),
    }),
    response: z.object({
      items: z.array(Message),
      unread: z.number().int(),
      /** `before` of the next page; null at the end. */
      next: Ulid.nullable().optional(),
    }),
  }),
  unread: endpoint({
    method: 'GET',
    path: '/messages/unread',
    summary: '我有多少条未读消息。',
    access: self,
    response: z.object({ unread: z.number().int() }),
  }),
  read: endpoint({
    method: 'POST',
    path: '/messages/:messageId/read',
    summary: '标为已读。',
    access: self,
    params: z.object({ messageId: Ulid }),
    response: Done,
  }),
  readAll: endpoint({
    method: 'POST',
    path: '/messages/read',
    summary: '把我看到的这一条和更早的消息都标为已读；之后新来的不算。',
    access: self,
    body: z.object({ until: Ulid }),
    response: Done,
  }),
  consents: endpoint({
    method: 'GET',
    path: '/message-consents',
    summary: '可以请我同意的微信提醒，和已经同意、还没用掉的次数。',
    access: self,
    response: z.object({ items: z.array(ConsentOffer) }),
  }),
  consent: endpoint({
    method: 'POST',
    path: '/message-consents',
    summary: '记下我在微信里对提醒的答复；同意一次可以收一条。',
    access: self,
    body: z.object({
      /** One-time code of `wx.login`: whose WeChat answered is asked there, not told by the phone. */
      code: z.string().min(1).max(200),
      answers: z.array(ConsentAnswer).min(1).max(3),
    }),
    response: Done,
  }),
  deliveries: endpoint({
    method: 'GET',
    path: '/message-deliveries',
    summary: '钉钉、微信、短信、语音电话的送达情况：发给本单位或辖区内人员的。',
    access: overseers,
    query: Paging.extend({ state: DeliveryState.optional(), channel: DeliveryChannel.optional() }),
    response: pageOf(DeliveryCard).extend({
      /** Which ways this installation has; the others show as 未接通. */
      connected: z.record(DeliveryChannel, z.boolean()),
      /** How many stand in each state, whatever the filter. */
      counts: z.partialRecord(DeliveryState, z.number().int()),
    }),
  }),
  about: endpoint({
    method: 'GET',
    path: '/subjects/:subjectId/messages',
    summary: '关于一件事（如一份记录）发过的消息和各自的送达情况。',
    access: overseers,
    params: z.object({ subjectId: Ulid }),
    response: z.object({ items: z.array(MessageAbout) }),
  }),
  preferences: endpoint({
    method: 'GET',
    path: '/message-preferences',
    summary: '我的消息设置：哪些可以选、哪些依规定必须收，免打扰时间和早间汇总。',
    access: self,
    response: MessagePreferences,
  }),
  setPreferences: endpoint({
    method: 'POST',
    path: '/message-preferences',
    summary: '保存我的消息设置；依规定必须收的不能关。',
    access: self,
    body: PreferenceChoice,
    response: Done,
  }),
};
