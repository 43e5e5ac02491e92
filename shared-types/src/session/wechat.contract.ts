import { everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { accountAdmins } from './session.contract';

/** The WeChat account by which a person signs in: bound once by the phone number, let go when either changes. */
export const wechatApi = {
  mine: endpoint({
    method: 'GET',
    path: '/me/wechat',
    summary: '我绑定了微信没有，从什么时候起。',
    access: everyRole('any'),
    response: z.object({
      /** Null: no WeChat account is bound. */
      boundAt: Instant.nullable(),
      /** The session that asks came by WeChat, and ends with the binding. */
      isHere: z.boolean(),
    }),
  }),
  releaseMine: endpoint({
    method: 'POST',
    path: '/me/wechat/release',
    summary: '解除我的微信绑定，微信里的登录立即结束。',
    access: everyRole('self'),
    response: Done,
  }),
  release: endpoint({
    method: 'POST',
    path: '/people/:personId/wechat/release',
    summary: '管理员解除某人的微信绑定，写明理由，通知本人。',
    access: accountAdmins,
    params: z.object({ personId: Ulid }),
    body: z.object({ reason: Sentence(200) }),
    response: Done,
  }),
};
