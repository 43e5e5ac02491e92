import { randomBytes } from 'node:crypto';
import { type Asked, PlatformServer } from './platform-server';

export interface WechatUser {
  openid: string;
  unionid?: string;
}

const codeMs = 5 * 60_000;
const tokenSeconds = 7200;

interface Held<T> {
  value: T;
  until: number;
  used: boolean;
}

/**
 * WeChat's server interface as documented, as far as we ask it: `jscode2session`, the stable access token, the phone
 * number behind a code. HTTP 200 whatever happens, the reason in `errcode`.
 */
export class WechatSimulator extends PlatformServer {
  readonly appId = 'wxexampleappid';
  readonly appSecret = 'wxexamplesecret';
  /** An errcode for the next question, whatever it is. */
  next = 0;
  /** Calls left today for phone numbers: afterwards 45009. */
  phoneQuota = Number.POSITIVE_INFINITY;
  /** Whether the mini-program may ask for phone numbers at all: otherwise 48001. */
  mayAskPhone = true;
  /** Templates of subscription messages that were chosen in the console. */
  templates: { priTmplId: string; title: string; content?: string }[] = [];
  private token = '';
  private tokenUntil = 0;
  private readonly codes = new Map<string, Held<WechatUser>>();
  private readonly phoneCodes = new Map<string, Held<{ phone: string; country: string }>>();

  /** What `wx.login` gives a user inside the mini-program. */
  codeFor(user: WechatUser, validMs = codeMs): string {
    return keep(this.codes, user, validMs);
  }

  /** What the button `getPhoneNumber` gives after the user has agreed: a code for one question. */
  phoneCodeFor(phone: string, validMs = codeMs, country = '86'): string {
    return keep(this.phoneCodes, { phone, country }, validMs);
  }

  /** The platform takes the token back before its time. */
  revokeToken(): void {
    this.tokenUntil = 0;
  }

  countOf(path: string): number {
    return this.asked.filter((asked) => asked.path === path).length;
  }

  protected answer({ method, path, query, body }: Asked) {
    const route = `${method} ${path}`;
    const answers: Record<string, () => object> = {
      'GET /sns/jscode2session': () => this.session(query),
      'POST /cgi-bin/stable_token': () => this.stableToken(body),
      'POST /wxa/business/getuserphonenumber': () => this.phone(query, body),
      'GET /wxaapi/newtmpl/gettemplate': () => this.templateList(query),
    };
    const answering = answers[route];
    if (!answering) return { status: 404, body: {} };
    const errcode = this.next;
    this.next = 0;
    return { status: 200, body: errcode ? refused(errcode) : answering() };
  }

  private session(query: URLSearchParams): object {
    const [appid, secret, code] = [query.get('appid'), query.get('secret'), query.get('js_code')];
    if (!appid) return refused(41002);
    if (!secret) return refused(41004);
    if (!code) return refused(41008);
    if (query.get('grant_type') !== 'authorization_code') return refused(40002);
    if (appid !== this.appId) return refused(40013);
    if (secret !== this.appSecret) return refused(40125);
    const user = take(this.codes, code);
    if (typeof user === 'number') return refused(user);
    return { ...user, session_key: randomBytes(16).toString('base64') };
  }

  /** The same token for everybody while it lasts; a forced one, or one after its end, makes the old one worthless. */
  private stableToken(body: Record<string, unknown>): object {
    if (body.grant_type !== 'client_credential') return refused(40002);
    if (body.appid !== this.appId) return refused(40013);
    if (body.secret !== this.appSecret) return refused(40125);
    if (body.force_refresh === true || this.tokenUntil <= Date.now()) {
      this.token = randomBytes(16).toString('hex');
      this.tokenUntil = Date.now() + tokenSeconds * 1000;
    }
    return {
      access_token: this.token,
      expires_in: Math.floor((this.tokenUntil - Date.now()) / 1000),
    };
  }

  private tokenTrouble(query: URLSearchParams): number {
    const token = query.get('access_token') ?? '';
    if (token === '') return 41001;
    if (token !== this.token) return 40001;
    return this.tokenUntil <= Date.now() ? 42001 : 0;
  }

  private phone(query: URLSearchParams, body: Record<string, unknown>): object {
    const trouble = this.tokenTrouble(query);
    if (trouble) return refused(trouble);
    if (!this.mayAskPhone) return refused(48001);
    if (this.phoneQuota <= 0) return refused(45009);
    this.phoneQuota -= 1;
    const known = take(this.phoneCodes, String(body.code ?? ''));
    if (typeof known === 'number') return refused(40029);
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: known.country === '86' ? known.phone : `+${known.country}${known.phone}`,
        purePhoneNumber: known.phone,
        countryCode: known.country,
        watermark: { timestamp: Math.floor(Date.now() / 1000), appid: this.appId },
      },
    };
  }

  private templateList(query: URLSearchParams): object {
    const trouble = this.tokenTrouble(query);
    return trouble ? refused(trouble) : { errcode: 0, errmsg: 'ok', data: this.templates };
  }
}

const refused = (errcode: number) => ({ errcode, errmsg: `error ${errcode}, rid: example` });

function keep<T>(codes: Map<string, Held<T>>, value: T, validMs: number): string {
  const code = randomBytes(16).toString('hex');
  codes.set(code, { value, until: Date.now() + validMs, used: false });
  return code;
}

/** What a code stands for, once; or the errcode of a code that is unknown, too old or used. */
function take<T>(codes: Map<string, Held<T>>, code: string): T | number {
  const known = codes.get(code);
  if (!known || known.until < Date.now()) return 40029;
  if (known.used) return 40163;
  known.used = true;
  return known.value;
}
