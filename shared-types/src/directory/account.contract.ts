import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { OrganisationKind } from '../organisation/organisation.kinds';
import { Role } from '../session/session.contract';

const givers = {
  regulator_admin: 'division',
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;
const readers = { ...givers, auditor: 'division' } as const;

export const AccountSource = z.enum([
  'console',
  'dingtalk_event',
  'dingtalk_sync',
  'filing',
  'import',
  'installation',
]);
export type AccountSource = z.infer<typeof AccountSource>;
export const accountSourceWords: Record<AccountSource, string> = {
  console: '后台分配',
  dingtalk_event: '钉钉后台变更',
  dingtalk_sync: '钉钉同步',
  filing: '备案审核',
  import: '批量导入',
  installation: '安装配置',
};

export const PushState = z.enum(['waiting', 'done', 'invited', 'not_allowed', 'failed', 'dropped']);
export type PushState = z.infer<typeof PushState>;
export const pushStateWords: Record<PushState, string> = {
  waiting: '正在加入钉钉',
  done: '已加入钉钉',
  invited: '已邀请，等本人同意',
  not_allowed: '钉钉未开通，请在管理后台添加',
  failed: '没有加入钉钉',
  dropped: '账号已收回，不再加入',
};

/** A member of the address book on the way out, because their account was taken. */
export const RemovalState = z.enum(['waiting', 'done', 'kept', 'not_allowed', 'failed']);
export type RemovalState = z.infer<typeof RemovalState>;
export const removalStateWords: Record<RemovalState, string> = {
  waiting: '正在移出钉钉',
  done: '已移出钉钉',
  kept: '又有了账号，留在钉钉',
  not_allowed: '钉钉没有准许，请在管理后台移除',
  failed: '没有移出，请在管理后台移除',
};

/**
 * What becomes of the DingTalk member when the account is taken: `remove_ours` only one that we made and that nothing
 * else needs, `remove_anyway` said expressly of somebody we did not make.
 */
export const MemberChoice = z.enum(['keep', 'remove_ours', 'remove_anyway']);
export type MemberChoice = z.infer<typeof MemberChoice>;

/** none: no member; ours: made by us and still only where we put them; others: anybody else. */
export const MemberOrigin = z.enum(['none', 'ours', 'others']);
export type MemberOrigin = z.infer<typeof MemberOrigin>;

/** One act on an account: who gave or took what, when, from where and why. */
export const AccountAct = z.object({
  id: Ulid,
  act: z.enum(['given', 'ended']),
  source: AccountSource,
  at: Instant,
  /** Empty where nobody was told. */
  operator: z.string(),
  reason: z.string(),
});
export type AccountAct = z.infer<typeof AccountAct>;

export const Account = z.object({
  assignmentId: Ulid,
  person: NamedRef,
  /** Masked. */
  phone: z.string().nullable(),
  organisation: NamedRef,
  kind: OrganisationKind,
  role: Role,
  fromDay: Day,
  untilDay: Day.nullable(),
  isEnded: z.boolean(),
  /** 实名; null: DingTalk does not say or has not been asked. */
  realNamed: z.boolean().nullable(),
  /** When that was read; null: never. */
  realNamedAt: Instant.nullable(),
  /** Tied to an account of DingTalk. */
  hasDingtalk: z.boolean(),
  /** Bound to a WeChat account. */
  hasWechat: z.boolean(),
  /** Their authenticator is set up. */
  hasFactor: z.boolean(),
  push: PushState.nullable(),
  member: MemberOrigin,
  removal: RemovalState.nullable(),
  /** The newest act; null for accounts from before acts were kept. */
  last: AccountAct.nullable(),
});
export type Account = z.infer<typeof Account>;

const reason = Sentence(300);
const one = z.object({ assignmentId: Ulid });

export const accountApi = {
  list: endpoint({
    method: 'GET',
    path: '/accounts',
    summary: '账号：谁在哪个单位有什么身份，由谁分配。',
    access: readers,
    query: Paging.extend({
      name: z.string().trim().max(60).default(''),
      role: Role.optional(),
      organisationId: Ulid.optional(),
      /** `ended`: only those that are over. */
      state: z.enum(['current', 'ended']).default('current'),
    }),
    response: pageOf(Account),
  }),
  assign: endpoint({
    method: 'POST',
    path: '/accounts',
    summary: '分配账号：监管管理员开通单位管理员，单位管理员给本单位人员。',
    access: givers,
    limit: 'numbers',
    body: z.object({
      organisationId: Ulid,
      name: z.string().trim().min(2, '请填写姓名。').max(40, '最多 40 个字。'),
      phone: z.string().regex(/^1\d{10}$/, '请填写 11 位手机号，与钉钉一致。'),
      role: Role,
      reason,
    }),
    response: z.object({ assignmentId: Ulid, personId: Ulid }),
  }),
  end: endpoint({
    method: 'POST',
    path: '/accounts/:assignmentId/end',
    summary: '收回账号，立即退出登录；平台添加的钉钉成员可一并移出。',
    access: givers,
    params: one,
    body: z.object({ reason, member: MemberChoice.default('keep') }),
    /** `leaving`: being removed from DingTalk; `kept`: stays there. */
    response: z.object({ member: z.enum(['none', 'kept', 'leaving']) }),
  }),
  acts: endpoint({
    method: 'GET',
    path: '/accounts/:assignmentId/acts',
    summary: '一个账号的来龙去脉：谁、何时、从哪里、为什么。',
    access: readers,
    params: one,
    response: z.object({ items: z.array(AccountAct) }),
  }),
  pushAgain: endpoint({
    method: 'POST',
    path: '/accounts/:assignmentId/push',
    summary: '再试一次把账号加入钉钉。',
    access: givers,
    params: one,
    response: Done,
  }),
};
