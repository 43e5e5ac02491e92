import { districtActors, everyRole, roles } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const Role = z.enum(roles);

export const Device = z.object({
  /** Random id kept in the app's storage: a witness, not a proof (DECISIONS 20). */
  id: z.string().min(8).max(64),
  model: z.string().max(80).default(''),
  system: z.string().max(80).default(''),
  client: z.string().max(80).default(''),
});

/** Whether a session still waits for its second factor: `wanted` a code, `to_enrol` the person has none yet. */
export const FactorState = z.enum(['not_needed', 'passed', 'wanted', 'to_enrol']);
export type FactorState = z.infer<typeof FactorState>;

export const Me = z.object({
  person: NamedRef,
  role: Role,
  organisation: NamedRef,
  divisionCode: z.string(),
  factor: FactorState.default('not_needed'),
});
export type Me = z.infer<typeof Me>;

export const SignedIn = z.object({
  token: z.string(),
  /** Until when the token is taken. */
  expiresAt: Instant,
  /** Gives the next pair once, until `refreshUntil`; used twice, it ends the session. */
  refreshToken: z.string(),
  refreshUntil: Instant,
  me: Me,
  /** The person holds several roles and has not said on this device which one it is to be. */
  mustChoose: z.boolean(),
  /**
   * Seals what this person's work leaves on this phone (docs/adr/0026): 32 bytes in hexadecimal, the same at every
   * sign-in of this person on this device. Absent for a desk and before the second factor.
   */
  storeKey: z.string().length(64).optional().describe('本人在本机的存储密钥'),
});
export type SignedIn = z.infer<typeof SignedIn>;

/** One role in one organisation that a person holds today. */
export const AssignmentChoice = z.object({
  id: Ulid,
  role: Role,
  organisation: NamedRef,
  /** The session that asks is in this one. */
  isCurrent: z.boolean(),
});
export type AssignmentChoice = z.infer<typeof AssignmentChoice>;

export const OpenSession = z.object({
  id: Ulid,
  person: NamedRef,
  role: Role,
  organisation: NamedRef,
  channel: z.string(),
  /** Model, system and client in the phone's own words. */
  device: z.string(),
  isDesk: z.boolean(),
  startedAt: Instant,
  /** When its tokens were last renewed. */
  renewedAt: Instant,
  isThis: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

const everyone = everyRole('any');
/** Who answers for a unit's accounts, and the district above them. */
export const accountAdmins = {
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
  regulator_admin: districtActors.regulator_admin,
} as const;

const signIn = { limit: 'sign_in', keyless: true, access: 'public' } as const;

export const sessionApi = {
  ways: endpoint({
    method: 'GET',
    path: '/sign-in-ways',
    summary: '本市接通了哪些登录方式。',
    access: 'public',
    response: z.object({
      dingtalk: z.object({ corpId: z.string(), clientId: z.string() }).nullable(),
      wechat: z.boolean(),
    }),
  }),
  start: endpoint({
    method: 'POST',
    path: '/sessions',
    summary: '用平台的一次性登录码换取会话。',
    ...signIn,
    body: z.object({
      channel: z.enum(['dingtalk', 'wechat', 'sandbox']),
      code: z.string().min(1).max(200),
      device: Device,
      /** The console: short sessions, never a working device. */
      desk: z.boolean().default(false),
    }),
    response: SignedIn,
  }),
  startByPhone: endpoint({
    method: 'POST',
    path: '/sessions/by-phone',
    summary: '微信里用手机号认出使用单位或维保单位管理人员，只绑定一次，随后登录。',
    ...signIn,
    body: z.object({
      channel: z.literal('wechat'),
      code: z.string().min(1).max(200),
      /** What the button `getPhoneNumber` gave: a code, never a number. */
      phoneCode: z.string().min(1).max(200),
      device: Device,
    }),
    response: SignedIn,
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/sessions/refresh',
    summary: '换取新的一对令牌，旧的立即作废；旧的再用一次，会话即结束。',
    ...signIn,
    body: z.object({ refreshToken: z.string().min(20).max(100) }),
    response: SignedIn,
  }),
  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: '当前会话是谁。',
    access: everyone,
    factor: 'before',
    response: Me,
  }),
  assignments: endpoint({
    method: 'GET',
    path: '/me/assignments',
    summary: '我现在有哪些身份。',
    access: everyone,
    factor: 'before',
    response: z.object({ items: z.array(AssignmentChoice) }),
  }),
  switch: endpoint({
    method: 'POST',
    path: '/sessions/current/switch',
    summary: '换到我的另一个身份：开始新会话，原会话结束。',
    access: everyone,
    factor: 'before',
    keyless: true,
    body: z.object({ assignmentId: Ulid }),
    response: SignedIn,
  }),
  end: endpoint({
    method: 'POST',
    path: '/sessions/current/end',
    summary: '退出登录，会话立即失效。',
    access: everyone,
    factor: 'before',
    keyless: true,
    response: Done,
  }),
  mine: endpoint({
    method: 'GET',
    path: '/me/sessions',
    summary: '我在哪些设备上登录着。',
    access: everyone,
    response: z.object({ items: z.array(OpenSession) }),
  }),
  endMine: endpoint({
    method: 'POST',
    path: '/me/sessions/:sessionId/end',
    summary: '结束我在另一台设备上的登录。',
    access: everyRole('self'),
    params: z.object({ sessionId: Ulid }),
    response: Done,
  }),
  list: endpoint({
    method: 'GET',
    path: '/sessions',
    summary: '本单位（本辖区）正在登录的人员。',
    access: accountAdmins,
    query: Paging.extend({ search: z.string().max(40).optional() }),
    response: pageOf(OpenSession),
  }),
  endOther: endpoint({
    method: 'POST',
    path: '/sessions/:sessionId/end',
    summary: '管理员结束某人的登录，立即生效，写明理由。',
    access: accountAdmins,
    params: z.object({ sessionId: Ulid }),
    body: z.object({ reason: Sentence(200) }),
    response: Done,
  }),
};
