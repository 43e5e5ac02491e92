import { randomBytes } from 'node:crypto';
import { DingtalkContacts } from './dingtalk-contacts';
import { Corporation } from './dingtalk-corporation';
import type { DingtalkGateway } from './dingtalk-gateway';
import { badToken, DingtalkLimits } from './dingtalk-limits';
import { type Asked, PlatformServer } from './platform-server';

export interface DingtalkUser {
  userid: string;
  unionid: string;
  name: string;
}

const codeMs = 5 * 60_000;

/**
 * DingTalk as documented: a token for key and secret that ends, one-time codes of five minutes, a corporation's address
 * book, tickets of Stream mode, and its error codes.
 */
export class DingtalkSimulator extends PlatformServer {
  readonly appKey = 'dingexamplekey';
  readonly appSecret = 'dingexamplesecret';
  readonly corporation = new Corporation();
  readonly contacts = new DingtalkContacts(this.corporation);
  readonly limits = new DingtalkLimits();
  /** Gives out tickets for Stream mode once there is one. */
  gateway: DingtalkGateway | null = null;
  /** What the application may see; `1` is everybody. */
  authedDepartments = [1];
  readonly agentId = '10000001';
  /** Whether the application may write interactive cards. */
  mayWriteCards = true;
  /** Told about each call before it is answered. */
  heard: (path: string, body: Record<string, unknown>) => void = () => {};
  /** How long a token lives, seconds. */
  tokenSeconds = 7200;
  private token = '';
  private tokenUntil = 0;
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
    this.heard(path, body);
    if (method === 'POST' && path === '/v1.0/oauth2/accessToken') return this.giveToken(body);
    if (method === 'POST' && path === '/topapi/v2/user/getuserinfo')
      return { status: 200, body: this.userInfo(query.get('access_token') ?? '', body.code) };
    if (method === 'POST' && path === '/v1.0/gateway/connections/open') return this.giveTicket(body);
    if (method === 'GET' && path === '/auth/scopes') return this.scopes(query.get('access_token') ?? '');
    if (method === 'PUT' && path === '/v1.0/card/instances')
      return this.mayWriteCards
        ? { status: 404, body: { code: 'card.notExist', message: 'not found' } }
        : { status: 403, body: { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', message: '' } };
    if (method === 'POST' && path.endsWith('/corpconversation/getsendresult'))
      return { status: 200, body: this.sendResult(query.get('access_token') ?? '', body.agent_id) };
    if (method === 'POST' && path.startsWith('/topapi/'))
      return this.addressBook(path, query.get('access_token') ?? '', body);
    return { status: 404, body: { code: 'InvalidAction.NotFound', message: 'not found' } };
  }

  private scopes(token: string) {
    if (!this.isGood(token)) return { status: 200, body: badToken };
    const auth_org_scopes = { authed_dept: this.authedDepartments, authed_user: [] };
    return {
      status: 200,
      body: { errcode: 0, errmsg: 'ok', auth_user_field: ['name', 'mobile'], auth_org_scopes },
    };
  }

  private sendResult(token: string, agentId: unknown) {
    if (!this.isGood(token)) return badToken;
    return String(agentId) === this.agentId
      ? { errcode: 0, errmsg: 'ok', send_result: {} }
      : { errcode: 40056, errmsg: '不合法的agentid' };
  }

  private addressBook(path: string, token: string, body: Record<string, unknown>) {
    const request_id = 'r-4';
    if (!this.isGood(token)) return { status: 200, body: { ...badToken, request_id } };
    const refusal = this.limits.refusal(path);
    if (refusal) return { status: 200, body: { ...refusal, request_id } };
    const answer = this.contacts.answer(path, body);
    return answer
      ? { status: 200, body: { ...answer, request_id } }
      : { status: 404, body: { errcode: 404, errmsg: '请求的URI地址不存在', request_id } };
  }

  private giveTicket(body: Record<string, unknown>) {
    const { clientId, clientSecret } = body;
    if (!this.gateway || clientId !== this.appKey || clientSecret !== this.appSecret)
      return { status: 401, body: { code: 'authFailed', message: '鉴权失败' } };
    return { status: 200, body: this.gateway.ticket(body) };
  }

  private isGood(token: string): boolean {
    return token !== '' && token === this.token && Date.now() < this.tokenUntil;
  }

  private giveToken({ appKey, appSecret }: Record<string, unknown>) {
    if (appKey !== this.appKey || appSecret !== this.appSecret) {
      const message = '无效的clientId或者clientSecret';
      return { status: 400, body: { code: 'invalidClientIdOrSecret', message, requestid: 'r-1' } };
    }
    // The same token within its validity.
    if (!this.isGood(this.token)) {
      this.token = randomBytes(16).toString('hex');
      this.tokenUntil = Date.now() + this.tokenSeconds * 1000;
    }
    const expireIn = Math.round((this.tokenUntil - Date.now()) / 1000);
    return { status: 200, body: { accessToken: this.token, expireIn } };
  }

  private userInfo(token: string, code: unknown) {
    const refused = (errcode: number, errmsg: string) => ({ errcode, errmsg, request_id: 'r-2' });
    if (!this.isGood(token)) return refused(40014, '不合法的access_token');
    const known = this.codes.get(String(code));
    this.codes.delete(String(code));
    if (!known || known.until < Date.now()) return refused(40078, '不存在的临时授权码');
    const { userid, unionid, name } = known.user;
    if (this.corporation.left.has(userid)) return refused(60121, '找不到该用户');
    const result = { userid, unionid, associated_unionid: unionid, name, sys: false, sys_level: 0 };
    return { errcode: 0, errmsg: 'ok', request_id: 'r-3', result: { ...result, device_id: 'd-1' } };
  }
}
