import { randomBytes } from 'node:crypto';
import { type Asked, PlatformServer } from './platform-server';

export interface WechatUser {
  openid: string;
  unionid?: string;
}

const codeMs = 5 * 60_000;

/** WeChat's `jscode2session` as documented: HTTP 200 whatever happens, the reason in `errcode`. */
export class WechatSimulator extends PlatformServer {
  readonly appId = 'wxexampleappid';
  readonly appSecret = 'wxexamplesecret';
  /** An errcode for the next question, whatever it is. */
  next = 0;
  private readonly codes = new Map<string, { user: WechatUser; until: number; used: boolean }>();

  /** What `wx.login` gives a user inside the mini-program. */
  codeFor(user: WechatUser, validMs = codeMs): string {
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { user, until: Date.now() + validMs, used: false });
    return code;
  }

  protected answer({ method, path, query }: Asked) {
    if (method !== 'GET' || path !== '/sns/jscode2session') return { status: 404, body: {} };
    const errcode = this.next || this.refusal(query);
    this.next = 0;
    if (errcode) return { status: 200, body: { errcode, errmsg: `error ${errcode}, rid: example` } };
    const known = this.codes.get(query.get('js_code') ?? '');
    if (known) known.used = true;
    return { status: 200, body: { ...known?.user, session_key: randomBytes(16).toString('base64') } };
  }

  private refusal(query: URLSearchParams): number {
    const [appid, secret, code] = [query.get('appid'), query.get('secret'), query.get('js_code')];
    if (!appid) return 41002;
    if (!secret) return 41004;
    if (!code) return 41008;
    if (query.get('grant_type') !== 'authorization_code') return 40002;
    if (appid !== this.appId) return 40013;
    if (secret !== this.appSecret) return 40125;
    const known = this.codes.get(code);
    if (!known || known.until < Date.now()) return 40029;
    return known.used ? 40163 : 0;
  }
}
