import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import type { DingtalkGateway } from './dingtalk-gateway';
import { type Asked, PlatformServer } from './platform-server';

/** A work notification that was accepted. */
export interface Notified {
  taskId: number;
  userId: string;
  msg: Record<string, unknown>;
  at: number;
  /** How it ended for this person. */
  end: 'unread' | 'read' | 'invalid' | 'failed' | '143105' | '143106';
}

export interface ShownCard {
  outTrackId: string;
  templateId: string;
  userId: string;
  variables: Record<string, string>;
  lastMessage: string;
}

/** A callback as it comes over HTTP. */
export interface Press {
  headers: Record<string, string>;
  body: { type: string; outTrackId: string; corpId: string; userId: string; content: string };
}

type Reply = { status: number; body: unknown };
type Body = Record<string, unknown>;

const tokenSeconds = 7200;
const mostBytes = 2048;
const mostReceivers = 100;
const day = 24 * 3600_000;
const shanghai = 8 * 3600_000;
const resultLasts = day;

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null;
const textsOf = (value: unknown): Record<string, string> => {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
};

/**
 * DingTalk's work notifications and interactive cards as documented: tokens that end, limits by day and person (500;
 * the same words once), answers per receiver that may differ, calls a second, cards with a published template, a
 * registered callback and its signature.
 */
export class DingtalkMessageSimulator extends PlatformServer {
  readonly appKey = 'dingmessagekey';
  readonly appSecret = 'dingmessagesecret';
  readonly corpId = 'dingcorpexample';
  readonly agentId = '3000000001';
  /** userid → unionid; who is not here is no member. */
  readonly members = new Map<string, string>();
  readonly notified: Notified[] = [];
  readonly cards = new Map<string, ShownCard>();
  readonly templates = new Set(['card-template-1.schema']);
  perDay = 500;
  /** Answers of the next sendings, questions for results and calls about cards. */
  readonly nextCodes: (number | string)[] = [];
  /** The next calls are carried out, and the connection breaks before the answer. */
  loseAnswers = 0;
  /** Results are told only afterwards. */
  isSlow = false;
  /** The card is made and shown to nobody. */
  refusesDelivery = false;
  callback: { url: string; secret: string } | null = null;
  /** Gives out tickets for Stream mode once there is one. */
  gateway: DingtalkGateway | null = null;
  now = () => Date.now();
  private token = '';
  private tokenUntil = 0;

  get environment(): Record<string, string> {
    return {
      LIFTTRUST_DINGTALK_APP_KEY: this.appKey,
      LIFTTRUST_DINGTALK_APP_SECRET: this.appSecret,
      LIFTTRUST_DINGTALK_API: this.url,
      LIFTTRUST_DINGTALK_OAPI: this.url,
      LIFTTRUST_DINGTALK_CORP_ID: this.corpId,
      LIFTTRUST_DINGTALK_AGENT_ID: this.agentId,
      LIFTTRUST_DINGTALK_MINI_APP_ID: '5000000000000001',
      LIFTTRUST_DINGTALK_CARD_SECRET: 'a-secret-of-sixteen-and-more',
    };
  }

  revokeToken(): void {
    this.token = '';
  }

  countOf(end: string): number {
    return this.asked.filter(({ path }) => path.endsWith(end)).length;
  }

  /** What DingTalk posts when somebody presses a button on a card. */
  press(outTrackId: string, userId: string, action: string, timestamp = this.now()): Press {
    const secret = this.callback?.secret ?? '';
    const signature = createHmac('sha256', secret).update(String(timestamp)).digest('base64');
    const content = JSON.stringify({ cardPrivateData: { actionIds: [action], params: { action } } });
    return {
      headers: {
        'content-type': 'application/json',
        'x-ddpaas-signature-timestamp': String(timestamp),
        'x-ddpaas-signature': signature,
      },
      body: { type: 'actionCallback', outTrackId, corpId: this.corpId, userId, content },
    };
  }

  protected answer(asked: Asked): Reply | 'lost' {
    if (asked.path === '/v1.0/oauth2/accessToken') return this.giveToken(asked.body);
    if (asked.path === '/v1.0/gateway/connections/open')
      return this.gateway && asked.body.clientSecret === this.appSecret
        ? { status: 200, body: this.gateway.ticket(asked.body) }
        : { status: 401, body: { code: 'authFailed', message: '鉴权失败' } };
    const reply = asked.path.startsWith('/topapi/') ? this.old(asked) : this.fresh(asked);
    if (this.loseAnswers === 0 || !asked.path.endsWith('/asyncsend_v2')) return reply;
    this.loseAnswers -= 1;
    return 'lost';
  }

  private giveToken({ appKey, appSecret }: Body): Reply {
    if (appKey !== this.appKey || appSecret !== this.appSecret)
      return { status: 400, body: { code: 'invalidClientIdOrSecret', message: 'invalid' } };
    if (this.token === '' || this.tokenUntil <= this.now()) {
      this.token = randomBytes(16).toString('hex');
      this.tokenUntil = this.now() + tokenSeconds * 1000;
    }
    return { status: 200, body: { accessToken: this.token, expireIn: tokenSeconds } };
  }

  private isGood(token: string | string[] | null | undefined): boolean {
    return this.token !== '' && token === this.token && this.tokenUntil > this.now();
  }

  private old({ path, query, body }: Asked): Reply {
    const reply = (errcode: number, more: Body = {}) => ({
      status: 200,
      // DingTalk's sentences may repeat what was sent.
      body: {
        errcode,
        errmsg: errcode === 0 ? 'ok' : `error for ${String(body.userid_list ?? '')}`,
        ...more,
      },
    });
    if (!this.isGood(query.get('access_token'))) return reply(88, { sub_code: '40014' });
    if (path === '/topapi/user/getbyunionid') return this.byUnionId(body, reply);
    const next = this.nextCodes.shift();
    if (typeof next === 'string') return { status: Number(next), body: {} };
    if (next !== undefined) return reply(next);
    if (String(body.agent_id) !== this.agentId) return reply(41011);
    if (path.endsWith('/asyncsend_v2')) return this.send(body, reply);
    return path.endsWith('/getsendresult') ? this.result(body, reply) : { status: 404, body: {} };
  }

  private byUnionId({ unionid }: Body, reply: (code: number, more?: Body) => Reply): Reply {
    const found = [...this.members].find(([, unionId]) => unionId === unionid);
    return found ? reply(0, { result: { contact_type: 0, userid: found[0] } }) : reply(60121);
  }

  private send(body: Body, reply: (code: number, more?: Body) => Reply): Reply {
    const receivers = String(body.userid_list ?? '')
      .split(',')
      .filter((id) => id !== '');
    if (receivers.length === 0 || receivers.length > mostReceivers) return reply(1430000);
    const { msg } = body;
    if (!isObject(msg) || Buffer.byteLength(JSON.stringify(msg)) > mostBytes) return reply(40035);
    if (!isObject(msg[String(msg.msgtype)])) return reply(400034);
    const taskId = randomInt(1e9, 2e9);
    for (const userId of new Set(receivers))
      this.notified.push({ taskId, userId, msg, at: this.now(), end: this.endFor(userId, msg) });
    return reply(0, { task_id: taskId, request_id: 'r-1' });
  }

  private endFor(userId: string, msg: Body): Notified['end'] {
    if (!this.members.has(userId)) return 'invalid';
    const today = Math.floor((this.now() + shanghai) / day);
    const own = this.notified.filter(
      (one) =>
        one.userId === userId &&
        Math.floor((one.at + shanghai) / day) === today &&
        !one.end.startsWith('143'),
    );
    const digest = (value: Body) => createHash('sha1').update(JSON.stringify(value)).digest('hex');
    if (own.some((one) => digest(one.msg) === digest(msg))) return '143106';
    return own.length >= this.perDay ? '143105' : 'unread';
  }

  private result({ task_id: taskId }: Body, reply: (code: number, more?: Body) => Reply): Reply {
    const rows = this.notified.filter(
      (one) => one.taskId === taskId && one.at > this.now() - resultLasts && !this.isSlow,
    );
    const ids = (...ends: Notified['end'][]) =>
      rows.filter(({ end }) => ends.includes(end)).map(({ userId }) => userId);
    return reply(0, {
      send_result: {
        invalid_user_id_list: ids('invalid'),
        forbidden_user_id_list: ids('143105', '143106'),
        failed_user_id_list: ids('failed'),
        read_user_id_list: ids('read'),
        unread_user_id_list: ids('unread'),
        invalid_dept_id_list: [],
        forbidden_list: rows
          .filter(({ end }) => end.startsWith('143'))
          .map(({ userId, end }) => ({ userid: userId, code: end, count: 1 })),
      },
    });
  }

  private fresh({ method, path, body, headers }: Asked): Reply {
    const refuse = (code: string, status = 400) => ({
      status,
      body: { code, message: `refused for ${String(body.userId ?? '')}`, requestid: 'r-2' },
    });
    const next = this.nextCodes.shift();
    if (next !== undefined) return refuse(String(next), next === '503' ? 503 : 400);
    if (!this.isGood(headers['x-acs-dingtalk-access-token'])) return refuse('InvalidAuthentication', 401);
    if (path === '/v1.0/card/callbacks/register') {
      this.callback = { url: String(body.callbackUrl), secret: String(body.apiSecret) };
      return { status: 200, body: { success: true, result: { callbackUrl: body.callbackUrl } } };
    }
    if (path === '/v1.0/card/instances/createAndDeliver' && method === 'POST') return this.show(body, refuse);
    if (path === '/v1.0/card/instances' && method === 'PUT') return this.change(body, refuse);
    return refuse('InvalidAction.NotFound', 404);
  }

  private show(body: Body, refuse: (code: string) => Reply): Reply {
    const { outTrackId, cardTemplateId, openSpaceId, cardData, callbackRouteKey, callbackType } = body;
    if (typeof outTrackId !== 'string' || outTrackId === '') return refuse('param.outTrackIdEmpty');
    if (!this.templates.has(String(cardTemplateId))) return refuse('param.cardTemplateIdNotExist');
    if (!isObject(cardData)) return refuse('param.cardPublicDataEmpty');
    if (callbackRouteKey && !this.callback) return refuse('param.callbackRouteKeyInvalid');
    if (callbackType === 'STREAM' && !this.gateway) return refuse('param.callbackTypeInvalid');
    const userId = /^dtv1\.card\/\/IM_ROBOT\.(.+)$/.exec(String(openSpaceId))?.[1] ?? '';
    if (!this.members.has(userId)) return refuse('param.userIdNotExist');
    if (this.cards.has(outTrackId)) return refuse('param.outTrackIdRepeat');
    const lastMessage = JSON.stringify(body.imRobotOpenSpaceModel ?? {});
    const variables = textsOf(cardData.cardParamMap);
    const templateId = String(cardTemplateId);
    this.cards.set(outTrackId, { outTrackId, templateId, userId, variables, lastMessage });
    const deliverResults = [
      {
        spaceType: 'IM_ROBOT',
        spaceId: userId,
        success: !this.refusesDelivery,
        errorMsg: this.refusesDelivery ? `robot cannot reach ${userId}` : '',
      },
    ];
    return { status: 200, body: { success: true, result: { outTrackId, deliverResults } } };
  }

  private change({ outTrackId, cardData }: Body, refuse: (code: string) => Reply): Reply {
    const card = this.cards.get(String(outTrackId));
    if (!card) return refuse('card.notExist');
    Object.assign(card.variables, isObject(cardData) ? textsOf(cardData.cardParamMap) : {});
    return { status: 200, body: { success: true, result: true } };
  }
}
