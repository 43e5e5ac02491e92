import { z } from '@lifttrust/shared-types/kernel/zod';
import type { DingtalkAccess } from '../../kernel/env';
import { askPlatform, unreachable } from './platform-request';
import type { SignInPlatform } from './port';

const platform = '钉钉';
const Token = z.object({ accessToken: z.string().optional(), expireIn: z.number().optional() });
const UserInfo = z.object({
  errcode: z.number(),
  result: z.object({ unionid: z.string().min(1), userid: z.string().min(1) }).optional(),
});

/** 40078: the code is wrong, older than five minutes or used. */
const badCodes = [40078];
/** 88 and 40014: the token has been taken back before its time. */
const badTokens = [88, 40014];
const earlyMs = 5 * 60_000;

/** Sign-in inside DingTalk: the mini-program's one-time code becomes the account's unionid. */
export class DingtalkPlatform implements SignInPlatform {
  private token: Promise<{ value: string; until: number }> | null = null;

  constructor(
    private readonly access: DingtalkAccess,
    private readonly now: () => number,
    private readonly timeoutMs: number,
  ) {}

  async accountOf(code: string): Promise<string[] | null> {
    let answer = await this.userInfo(code);
    if (badTokens.includes(answer.errcode)) {
      // The code was not looked at, hence is not used up.
      this.token = null;
      answer = await this.userInfo(code);
    }
    if (badCodes.includes(answer.errcode)) return null;
    if (answer.errcode !== 0 || !answer.result) throw unreachable(platform);
    return [answer.result.unionid, answer.result.userid];
  }

  private async userInfo(code: string): Promise<z.output<typeof UserInfo>> {
    const address = new URL('/topapi/v2/user/getuserinfo', this.access.oapi);
    address.searchParams.set('access_token', await this.accessToken());
    return (await this.post(address, { code }, UserInfo)).body;
  }

  /** One token for everybody until it ends; asked for once, however many wait for it. */
  private async accessToken(): Promise<string> {
    const known = this.token;
    const held = await known?.catch(() => null);
    if (held && held.until > this.now()) return held.value;
    // Whoever waited beside us may have asked already.
    const asked = this.token !== known && this.token ? this.token : this.freshToken();
    this.token = asked;
    asked.catch(() => {
      if (this.token === asked) this.token = null;
    });
    return (await asked).value;
  }

  private async freshToken(): Promise<{ value: string; until: number }> {
    const { appKey, appSecret, api } = this.access;
    const { status, body } = await this.post(
      new URL('/v1.0/oauth2/accessToken', api),
      { appKey, appSecret },
      Token,
    );
    if (status !== 200 || !body.accessToken) throw unreachable(platform);
    return { value: body.accessToken, until: this.now() + (body.expireIn ?? 7200) * 1000 - earlyMs };
  }

  private post<S extends z.ZodType>(address: URL, body: Record<string, string>, shape: S) {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return askPlatform(platform, address, init, shape, this.timeoutMs);
  }
}
