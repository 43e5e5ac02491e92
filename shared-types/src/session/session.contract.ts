import { everyRole, roles } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, NamedRef } from '../kernel/fields';
import { z } from '../kernel/zod';

export const Role = z.enum(roles);

export const Device = z.object({
  /** Random id kept in the app's storage: a witness, not a proof (DECISIONS 20). */
  id: z.string().min(8).max(64),
  model: z.string().max(80).default(''),
  system: z.string().max(80).default(''),
  client: z.string().max(80).default(''),
});

export const Me = z.object({
  person: NamedRef,
  role: Role,
  organisation: NamedRef,
  divisionCode: z.string(),
});
export type Me = z.infer<typeof Me>;

export const SignedIn = z.object({ token: z.string(), expiresAt: Instant, me: Me });

const everyone = everyRole('any');

export const sessionApi = {
  start: endpoint({
    method: 'POST',
    path: '/sessions',
    summary: '用平台的一次性登录码换取会话。',
    access: 'public',
    limit: 'sign_in',
    keyless: true,
    body: z.object({
      channel: z.enum(['dingtalk', 'wechat', 'sandbox']),
      code: z.string().min(1).max(200),
      device: Device,
    }),
    response: SignedIn,
  }),
  me: endpoint({ method: 'GET', path: '/me', summary: '当前会话是谁。', access: everyone, response: Me }),
  end: endpoint({
    method: 'POST',
    path: '/sessions/current/end',
    summary: '退出登录，会话立即失效。',
    access: everyone,
    keyless: true,
    response: Done,
  }),
};
