import { isIP } from 'node:net';
import { isLocal, must, should } from '../check-config/finding.mjs';
import { ask, good, withToken } from './ask.mjs';
import { unknownKinds } from './dingtalk-messages.mjs';

const where = '微信公众平台（mp.weixin.qq.com）';

export async function wechatFindings(env) {
  if (!env.wechat)
    return [
      should('wechat_missing', '没有填写微信的凭证（LIFTTRUST_WECHAT_APP_ID、…_APP_SECRET），没有检查。'),
    ];
  const domains = domainFindings(env);
  const token = await tokenOf(env);
  if (typeof token !== 'string') return [token, ...domains];
  return [
    good('wechat_token', '微信的凭证有效。'),
    ...(await phoneFindings(env, token)),
    ...(await templateFindings(env, token)),
    ...domains,
  ];
}

/** Why no token comes, by WeChat's own numbers. */
const reasons = {
  40013: ['wechat_app_id', `微信不认这个 AppID。请到${where} → 开发管理 → 开发设置核对。`],
  40125: ['wechat_secret', `AppSecret 不对或已重置。请到${where} → 开发管理 → 开发设置重置后重新填写。`],
  40164: [
    'wechat_ip',
    `这台服务器的出口地址不在 IP 白名单。请到${where} → 开发管理 → 开发设置 → IP 白名单加上它。`,
  ],
  45009: ['wechat_quota', '今天取令牌的次数用完了，明天再查。'],
};

async function tokenOf({ wechat, platformTimeoutMs: timeoutMs }) {
  const body = { grant_type: 'client_credential', appid: wechat.appId, secret: wechat.appSecret };
  const answer = await ask(new URL('/cgi-bin/stable_token', wechat.api), { body, timeoutMs });
  if (!answer) return must('wechat_unreachable', '连不上微信。请检查这台服务器能否访问外网。');
  if (answer.body.access_token) return answer.body.access_token;
  const { errcode } = answer.body;
  const [code, text] = reasons[errcode] ?? [
    'wechat_refused',
    `微信没有给出令牌（${errcode}），请稍后再查一次。`,
  ];
  return must(code, text);
}

/** A code that nobody has: who may ask hears that it is wrong. */
async function phoneFindings({ wechat, platformTimeoutMs: timeoutMs }, token) {
  const address = withToken(wechat.api, '/wxa/business/getuserphonenumber', token);
  const answer = await ask(address, { body: { code: 'check-platforms' }, timeoutMs });
  const errcode = answer?.body.errcode;
  if (errcode === 40029) return [good('wechat_phone', '可以用手机号认出使用单位人员。')];
  if (errcode === 48001)
    return [
      must(
        'wechat_phone',
        `没有“手机号快速验证”的权限，使用单位人员不能绑定账号。小程序要先认证；再到${where} → 付费管理确认额度。`,
      ),
    ];
  return [should('wechat_phone', `手机号权限没有查到结果（${errcode ?? '没有回答'}），请再查一次。`)];
}

async function templateFindings({ wechat, wechatMessages, platformTimeoutMs: timeoutMs }, token) {
  if (!wechatMessages)
    return [
      should('wechat_templates', '没有填 LIFTTRUST_WECHAT_TEMPLATES：微信里不发订阅消息，消息只进消息箱。'),
    ];
  const address = withToken(wechat.api, '/wxaapi/newtmpl/gettemplate', token);
  const answer = await ask(address, { method: 'GET', timeoutMs });
  if (answer?.body.errcode !== 0)
    return [should('wechat_templates', '没有读到小程序的订阅模板，请再查一次。')];
  const chosen = new Map(answer.body.data.map(({ priTmplId, content }) => [priTmplId, content ?? '']));
  const found = [
    ...unknownKinds(wechatMessages.templates, 'LIFTTRUST_WECHAT_TEMPLATES'),
    ...Object.entries(wechatMessages.templates).flatMap(([kind, template]) =>
      templateTrouble(kind, template, chosen.get(template.id)),
    ),
  ];
  return found.length > 0 ? found : [good('wechat_templates', '订阅消息的模板都在小程序里，栏目也对得上。')];
}

/** `content` as WeChat tells it: `标题:{{thing1.DATA}}`; a template without it says nothing of its fields. */
function templateTrouble(kind, { id, fields }, content) {
  const page = `${where} → 订阅消息 → 我的模板`;
  if (content === undefined)
    return [must('wechat_templates', `${kind} 用的模板 ${id} 不在小程序里。请到${page}核对编号。`)];
  const known = [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, name]) => name);
  if (known.length === 0) return [];
  const strange = Object.keys(fields).filter((name) => !known.includes(name));
  const unfilled = known.filter((name) => !(name in fields));
  return [
    ...strange.map((name) =>
      must(
        'wechat_fields',
        `${kind} 的模板 ${id} 没有栏目 ${name}（有：${known.join('、')}）。请到${page} → 详情核对。`,
      ),
    ),
    ...unfilled.map((name) =>
      must(
        'wechat_fields',
        `${kind} 的模板 ${id} 的栏目 ${name} 没有填，微信会拒收。请在 LIFTTRUST_WECHAT_TEMPLATES 里补上。`,
      ),
    ),
  ];
}

/** WeChat tells nobody which domains were entered; what it would refuse can be told from here. */
function domainFindings({ publicUrl }) {
  const url = new URL(publicUrl);
  if (url.protocol !== 'https:' || isLocal(url.hostname) || isIP(url.hostname) !== 0)
    return [
      must(
        'wechat_domain',
        '小程序只能访问已备案域名的 https 地址，LIFTTRUST_PUBLIC_URL 现在不是。请换成域名并装好证书。',
      ),
    ];
  return [
    should(
      'wechat_domain',
      `请人工核对：${where} → 开发管理 → 服务器域名里，request、uploadFile、downloadFile 三栏都有 ${url.origin}（平台不提供查询）。`,
    ),
  ];
}
