import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { DingtalkToken } from '../dingtalk/dingtalk.token';
import { askPlatform, unreachable } from './platform-request';
import type { SignInPlatform } from './port';

const platform = '钉钉';
const UserInfo = z.object({
  errcode: z.number(),
  result: z.object({ unionid: z.string().min(1), userid: z.string().min(1) }).optional(),
});

/** 40078: the code is wrong, older than five minutes or used. */
const badCodes = [40078];
/** 60121: no such member, because they have left meanwhile. */
const noMember = 60121;
/** 88 and 40014: the token has been taken back before its time. */
const badTokens = [88, 40014];

const notInCorporation = () =>
  new AppError(
    'forbidden',
    'session.not_in_corporation',
    '您已不在本组织的钉钉通讯录里，账号随之收回。需要继续使用，请联系本单位管理员。',
  );

/** Sign-in inside DingTalk: the mini-program's one-time code becomes the account's unionid. */
export class DingtalkPlatform implements SignInPlatform {
  private readonly token: DingtalkToken;

  constructor(
    private readonly access: Pick<DingtalkAccess, 'appKey' | 'appSecret' | 'api' | 'oapi'>,
    now: () => number,
    private readonly timeoutMs: number,
    /** The one that everybody who talks to DingTalk shares; one of its own where it stands alone. */
    token?: DingtalkToken,
  ) {
    this.token = token ?? new DingtalkToken(access, now, timeoutMs);
  }

  async accountOf(code: string): Promise<string[] | null> {
    let token = await this.accessToken();
    let answer = await this.userInfo(token, code);
    if (badTokens.includes(answer.errcode)) {
      // The code was not looked at, hence is not used up.
      await this.token.drop(token);
      token = await this.accessToken();
      answer = await this.userInfo(token, code);
    }
    if (badCodes.includes(answer.errcode)) return null;
    if (answer.errcode === noMember) throw notInCorporation();
    if (answer.errcode !== 0 || !answer.result) throw unreachable(platform);
    return [answer.result.unionid, answer.result.userid];
  }

  private async userInfo(token: string, code: string): Promise<z.output<typeof UserInfo>> {
    const address = new URL('/topapi/v2/user/getuserinfo', this.access.oapi);
    address.searchParams.set('access_token', token);
    return (await this.post(address, { code }, UserInfo)).body;
  }

  private accessToken(): Promise<string> {
    return this.token.value().catch(() => {
      throw unreachable(platform);
    });
  }

  private post<S extends z.ZodType>(address: URL, body: Record<string, string>, shape: S) {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return askPlatform(platform, address, init, shape, this.timeoutMs);
  }
}
