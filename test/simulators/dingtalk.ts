import { randomBytes } from 'node:crypto';
import { type Asked, PlatformServer } from './platform-server';

export interface DingtalkUser {
  userid: string;
  unionid: string;
  name: string;
}

const codeMs = 5 * 60_000;

/** DingTalk's sign-in as documented: a token for key and secret, one-time codes of five minutes, its error codes. */
export class DingtalkSimulator extends PlatformServer {
  readonly appKey = 'dingexamplekey';
  readonly appSecret = 'dingexamplesecret';
  private token = '';
  private readonly codes = new Map<string, { user: DingtalkUser; until: number }>();

  /** What `dd.getAuthCode` gives a user inside the mini-program. */
  codeFor(user: DingtalkUser, validMs = codeMs): string {
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { user, until: Date.now() + validMs });
    return code;
  }

  /** The platform takes the token back before its time. */
  revokeToken(): void {
    this.token = '';
  }

  countOf(path: string): number {
    return this.asked.filter((asked) => asked.path === path).length;
  }

  protected answer({ method, path, query, body }: Asked) {
    if (method === 'POST' && path === '/v1.0/oauth2/accessToken') return this.giveToken(body);
    if (method === 'POST' && path === '/topapi/v2/user/getuserinfo')
      return { status: 200, body: this.userInfo(query.get('access_token') ?? '', body.code) };
    return { status: 404, body: { code: 'InvalidAction.NotFound', message: 'not found' } };
  }

  private giveToken({ appKey, appSecret }: Record<string, unknown>) {
    if (appKey !== this.appKey || appSecret !== this.appSecret) {
      const message = '无效的clientId或者clientSecret';
      return { status: 400, body: { code: 'invalidClientIdOrSecret', message, requestid: 'r-1' } };
    }
    // The same token within its validity.
    this.token ||= randomBytes(16).toString('hex');
    return { status: 200, body: { accessToken: this.token, expireIn: 7200 } };
  }

  private userInfo(token: string, code: unknown) {
    const refused = (errcode: number, errmsg: string) => ({ errcode, errmsg, request_id: 'r-2' });
    if (token === '' || token !== this.token) return refused(40014, '不合法的access_token');
    const known = this.codes.get(String(code));
    this.codes.delete(String(code));
    if (!known || known.until < Date.now()) return refused(40078, '不存在的临时授权码');
    const { userid, unionid, name } = known.user;
    const result = { userid, unionid, associated_unionid: unionid, name, sys: false, sys_level: 0 };
    return { errcode: 0, errmsg: 'ok', request_id: 'r-3', result: { ...result, device_id: 'd-1' } };
  }
}
