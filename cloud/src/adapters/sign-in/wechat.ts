import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { WechatAccess } from '../../kernel/env';
import { askPlatform, unreachable } from './platform-request';
import type { SignInPlatform } from './port';

const platform = '微信';
const Answer = z.object({
  errcode: z.number().default(0),
  openid: z.string().min(1).optional(),
  unionid: z.string().min(1).optional(),
});

/** 40029 unknown or too old, 40163 used, 40226 an account that WeChat itself holds back, 41008 none given. */
const badCodes = [40029, 40163, 40226, 41008];
const tooOften = 45011;

/** Sign-in inside WeChat: the mini-program's one-time code becomes the account's unionid or openid. */
export class WechatPlatform implements SignInPlatform {
  constructor(
    private readonly access: WechatAccess,
    private readonly timeoutMs: number,
  ) {}

  async accountOf(code: string): Promise<string[] | null> {
    const address = new URL('/sns/jscode2session', this.access.api);
    address.searchParams.set('appid', this.access.appId);
    address.searchParams.set('secret', this.access.appSecret);
    address.searchParams.set('js_code', code);
    address.searchParams.set('grant_type', 'authorization_code');
    // WeChat answers 200 whatever happened; the session key in the answer is not kept, nothing here needs it.
    const { body } = await askPlatform(platform, address, {}, Answer, this.timeoutMs);
    if (badCodes.includes(body.errcode)) return null;
    if (body.errcode === tooOften)
      throw new AppError('too_many', 'session.too_often', '登录太频繁，请一分钟后再试。');
    if (body.errcode !== 0 || !body.openid) throw unreachable(platform);
    return [body.unionid, body.openid].filter((name) => name !== undefined);
  }
}
