import { randomBytes, randomInt } from 'node:crypto';
import { type Asked, PlatformServer } from './platform-server';

export interface Subscribed {
  openId: string;
  templateId: string;
  page: string;
  values: Record<string, string>;
}

const tokenSeconds = 7200;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What a field of a template takes (订阅消息参数值内容限制说明). */
const shapes: readonly [RegExp, RegExp][] = [
  [/^thing/, /^.{1,20}$/u],
  [/^phrase/, /^\p{Script=Han}{1,5}$/u],
  [/^name/, /^.{1,10}$/u],
  [/^number/, /^\d{1,32}(\.\d+)?$/],
  [/^(time|date)/, /^.{1,24}$/u],
];

/**
 * WeChat's one-time codes, `stable_token` and subscription messages as documented: HTTP 200 whatever happens, the
 * reason in `errcode`; one message for each consent; fields that keep to their kinds; a day's number of calls.
 */
export class WechatMessageSimulator extends PlatformServer {
  readonly appId = 'wxmessageappid';
  readonly appSecret = 'wxmessagesecret';
  /** Template → its fields. */
  readonly templates = new Map([['template-to-confirm', ['thing1', 'thing2']]]);
  readonly pages = new Set(['owner/record/index', 'account/inbox/index']);
  readonly sent: Subscribed[] = [];
  /** errcodes of the next messages. */
  readonly nextCodes: number[] = [];
  loseAnswers = 0;
  /** When an account last opened the mini-program, where not just now: words of absent people are not looked at. */
  readonly lastVisits = new Map<string, number>();
  textChecksLeft = 1000;
  callsLeft = 10_000;
  now = () => Date.now();
  private token = '';
  private tokenUntil = 0;
  private readonly codes = new Map<string, string>();
  private readonly consents = new Map<string, number>();
  readonly openIds = new Set<string>();

  get environment(): Record<string, string> {
    return {
      LIFTTRUST_WECHAT_APP_ID: this.appId,
      LIFTTRUST_WECHAT_APP_SECRET: this.appSecret,
      LIFTTRUST_WECHAT_API: this.url,
      LIFTTRUST_WECHAT_TEMPLATES: JSON.stringify({
        'record.to_confirm': { id: 'template-to-confirm', fields: { thing1: '标题', thing2: '维保单位' } },
      }),
    };
  }

  codeFor(openId: string): string {
    const code = randomBytes(12).toString('hex');
    this.openIds.add(openId);
    this.codes.set(code, openId);
    return code;
  }

  /** The person presses “允许” once. */
  agree(openId: string, templateId: string): void {
    const key = `${openId} ${templateId}`;
    this.consents.set(key, (this.consents.get(key) ?? 0) + 1);
  }

  withdraw(openId: string, templateId: string): void {
    this.consents.delete(`${openId} ${templateId}`);
  }

  revokeToken(): void {
    this.token = '';
  }

  countOf(end: string): number {
    return this.asked.filter(({ path }) => path.endsWith(end)).length;
  }

  protected answer({ path, query, body }: Asked) {
    if (path === '/sns/jscode2session') return this.session(query.get('js_code') ?? '');
    if (path === '/cgi-bin/stable_token') return this.giveToken(body);
    if (path === '/wxa/msg_sec_check') return this.checkText(query.get('access_token') ?? '', body);
    if (path !== '/cgi-bin/message/subscribe/send') return { status: 404, body: {} };
    const errcode = this.nextCodes.shift() ?? this.send(query.get('access_token') ?? '', body);
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1;
      return 'lost' as const;
    }
    // WeChat's sentences may repeat what was sent.
    const errmsg = errcode === 0 ? 'ok' : `error for ${String(body.touser)} rid: example`;
    return {
      status: 200,
      body: { errcode, errmsg, ...(errcode === 0 ? { msgid: randomInt(1e9, 2e9) } : {}) },
    };
  }

  private session(code: string) {
    const openid = this.codes.get(code);
    this.codes.delete(code);
    if (!openid) return { status: 200, body: { errcode: 40029, errmsg: 'invalid code' } };
    return { status: 200, body: { openid, session_key: randomBytes(16).toString('base64') } };
  }

  private giveToken({ appid, secret, grant_type: grant }: Record<string, unknown>) {
    if (appid !== this.appId || secret !== this.appSecret || grant !== 'client_credential')
      return { status: 200, body: { errcode: 40125, errmsg: 'invalid appsecret' } };
    if (this.token === '' || this.tokenUntil <= this.now()) {
      this.token = randomBytes(16).toString('hex');
      this.tokenUntil = this.now() + tokenSeconds * 1000;
    }
    return { status: 200, body: { access_token: this.token, expires_in: tokenSeconds } };
  }

  /** 内容安全 2.0: words of somebody who was here within two hours, 2 500 characters at most. */
  private checkText(token: string, body: Record<string, unknown>) {
    const errcode = this.textTrouble(token, body);
    if (errcode !== 0) return { status: 200, body: { errcode, errmsg: 'error, rid: example' } };
    this.textChecksLeft -= 1;
    const content = String(body.content);
    const [suggest, label] = content.includes('违规')
      ? ['risky', 20001]
      : content.includes('可疑')
        ? ['review', 10001]
        : ['pass', 100];
    return {
      status: 200,
      body: { errcode: 0, errmsg: 'ok', result: { suggest, label }, trace_id: 'example' },
    };
  }

  private textTrouble(token: string, body: Record<string, unknown>): number {
    if (this.nextCodes.length > 0) return this.nextCodes.shift() ?? 0;
    if (this.token === '' || token !== this.token || this.tokenUntil <= this.now()) return 40001;
    if (this.textChecksLeft <= 0) return 45009;
    if (body.version !== 2 || ![1, 2, 3, 4].includes(Number(body.scene))) return 40129;
    if ([...String(body.content ?? '')].length > 2500) return 45002;
    const openId = String(body.openid);
    if (!this.openIds.has(openId)) return 40003;
    return (this.lastVisits.get(openId) ?? this.now()) < this.now() - 2 * 3_600_000 ? 61010 : 0;
  }

  private send(token: string, body: Record<string, unknown>): number {
    if (this.token === '' || token !== this.token || this.tokenUntil <= this.now()) return 40001;
    if (this.callsLeft <= 0) return 45009;
    this.callsLeft -= 1;
    const [openId, templateId] = [String(body.touser), String(body.template_id)];
    if (!this.openIds.has(openId)) return 40003;
    const fields = this.templates.get(templateId);
    if (!fields) return 40037;
    const page = String(body.page ?? '');
    if (page && !this.pages.has(page.split('?')[0] ?? '')) return 41030;
    const values = valuesOf(body.data);
    if (fields.some((field) => !fits(field, values[field] ?? ''))) return 47003;
    const key = `${openId} ${templateId}`;
    const left = this.consents.get(key) ?? 0;
    if (left <= 0) return 43101;
    this.consents.set(key, left - 1);
    this.sent.push({ openId, templateId, page, values });
    return 0;
  }
}

const valuesOf = (data: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(data) ? data : {}).map(([field, one]) => [
      field,
      isObject(one) ? String(one.value) : '',
    ]),
  );

const fits = (field: string, value: string): boolean =>
  (shapes.find(([kind]) => kind.test(field))?.[1] ?? /^.+$/u).test(value);
