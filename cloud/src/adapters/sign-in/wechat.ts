import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { WechatAccess } from '../../kernel/env';
import { askPlatform, unreachable } from './platform-request';
import type { SignInPlatform } from './port';
import { WechatToken } from './wechat-token';

const platform = '微信';
const Answer = z.object({
  errcode: z.number().default(0),
  openid: z.string().min(1).optional(),
  unionid: z.string().min(1).optional(),
});
const PhoneAnswer = z.object({
  errcode: z.number().default(0),
  phone_info: z.object({ purePhoneNumber: z.string().min(1), countryCode: z.string() }).optional(),
});

/** 40029 unknown or too old, 40163 used, 40226 an account that WeChat itself holds back, 41008 none given. */
const badCodes = [40029, 40163, 40226, 41008];
/** 40001 and 40014 not this token, 42001 too old. */
const badTokens = [40001, 40014, 42001];
/** 45009 the day's calls are used up, 45011 too many in a minute. */
const tooOften = [45009, 45011];

/** Sign-in inside WeChat: the mini-program's one-time codes become the account's unionid or openid, and a phone. */
export class WechatPlatform implements SignInPlatform {
  private readonly token: WechatToken;

  constructor(
    private readonly access: WechatAccess,
    private readonly timeoutMs: number,
    now: () => number,
  ) {
    this.token = new WechatToken(access, now, timeoutMs);
  }

  async accountOf(code: string): Promise<string[] | null> {
    const address = new URL('/sns/jscode2session', this.access.api);
    address.searchParams.set('appid', this.access.appId);
    address.searchParams.set('secret', this.access.appSecret);
    address.searchParams.set('js_code', code);
    address.searchParams.set('grant_type', 'authorization_code');
    // WeChat answers 200 whatever happened; the session key in the answer is not kept, nothing here needs it.
    const { body } = await askPlatform(platform, address, {}, Answer, this.timeoutMs);
    if (badCodes.includes(body.errcode)) return null;
    mustBeGood(body.errcode);
    if (!body.openid) throw unreachable(platform);
    return [body.unionid, body.openid].filter((name) => name !== undefined);
  }

  /** The phone number behind the one-time code of the button `getPhoneNumber`; null when the code is no good. */
  async phoneOf(phoneCode: string): Promise<string | null> {
    const token = await this.token.value();
    let answer = await this.askPhone(token, phoneCode);
    if (badTokens.includes(answer.errcode)) {
      // The code was not looked at, hence is not used up.
      await this.token.drop(token);
      answer = await this.askPhone(await this.token.value(), phoneCode);
    }
    if (badCodes.includes(answer.errcode)) return null;
    mustBeGood(answer.errcode);
    const { purePhoneNumber, countryCode } = answer.phone_info ?? {};
    // People of the district are registered with numbers of the mainland.
    return countryCode === '86' && purePhoneNumber ? purePhoneNumber : null;
  }

  private async askPhone(token: string, code: string): Promise<z.output<typeof PhoneAnswer>> {
    const address = new URL('/wxa/business/getuserphonenumber', this.access.api);
    address.searchParams.set('access_token', token);
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ code }) };
    return (await askPlatform(platform, address, init, PhoneAnswer, this.timeoutMs)).body;
  }
}

function mustBeGood(errcode: number): void {
  if (tooOften.includes(errcode))
    throw new AppError('too_many', 'session.too_often', '登录太频繁，请一分钟后再试。');
  if (errcode !== 0) throw unreachable(platform);
}
