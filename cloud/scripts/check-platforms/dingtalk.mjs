import { isLocal, must, should } from '../check-config/finding.mjs';
import { load } from '../service-code.mjs';
import { ask, good, withToken } from './ask.mjs';
import { reachFindings } from './dingtalk-messages.mjs';

const where = '钉钉开放平台（open-dev.dingtalk.com）→ 应用开发 → 您的应用';

/** What the address book's reading needs, under the names of the platform's page 权限管理. */
const rights = [
  ['/topapi/v2/department/listsub', { dept_id: 1 }, '通讯录部门信息读权限', 'qyapi_get_department_list'],
  [
    '/topapi/v2/user/list',
    { dept_id: 1, cursor: 0, size: 1 },
    '通讯录部门成员读权限',
    'qyapi_get_department_member',
  ],
  ['/topapi/role/list', { offset: 0, size: 1 }, '通讯录角色信息读权限', 'qyapi_get_role_info'],
];
const phoneRight = '企业员工手机号信息（fieldMobile）';

export async function dingtalkFindings(env) {
  const { dingtalk } = env;
  if (!dingtalk)
    return [
      should(
        'dingtalk_missing',
        '没有填写钉钉的凭证（LIFTTRUST_DINGTALK_APP_KEY、…_APP_SECRET），没有检查。',
      ),
    ];
  const token = await tokenOf(env);
  const settings = settingFindings(env);
  if (typeof token !== 'string') return [token, ...settings];
  return [
    good('dingtalk_token', '钉钉的凭证有效。'),
    ...(await signInFindings(env, token)),
    ...(await rightFindings(env, token)),
    ...(await reachFindings(env, token)),
    ...settings,
    ...(await callbackFindings(env)),
  ];
}

async function tokenOf({ dingtalk, platformTimeoutMs: timeoutMs }) {
  const { appKey, appSecret, api } = dingtalk;
  const answer = await ask(new URL('/v1.0/oauth2/accessToken', api), {
    body: { appKey, appSecret },
    timeoutMs,
  });
  if (!answer)
    return must('dingtalk_unreachable', `连不上钉钉（${new URL(api).host}）。请检查这台服务器能否访问外网。`);
  if (answer.status === 200 && answer.body.accessToken) return answer.body.accessToken;
  if (/invalidClient|InvalidAuthentication/i.test(answer.body.code ?? ''))
    return must(
      'dingtalk_credentials',
      `钉钉不认这对 Client ID 和 Client Secret。请到${where} → 凭证与基础信息重新抄写。`,
    );
  if (/ip/i.test(answer.body.code ?? ''))
    return must('dingtalk_ip', `这台服务器的出口地址不在白名单。请到${where} → 安全设置加上它。`);
  return must(
    'dingtalk_refused',
    `钉钉没有给出令牌（${answer.body.code ?? answer.status}），请稍后再查一次。`,
  );
}

/** The meaning of an answer of the older interfaces, as the service itself understands it. */
async function verdictOf({ dingtalk, platformTimeoutMs: timeoutMs }, token, path, body) {
  const answer = await ask(withToken(dingtalk.oapi, path, token), { body, timeoutMs });
  if (!answer || typeof answer.body.errcode !== 'number') return { meaning: 'silent', body: {} };
  return { meaning: load('adapters/dingtalk/dingtalk.codes').meaningOf(answer.body), body: answer.body };
}

/** A code that nobody has: a good application hears that the code is wrong, another that it may not ask. */
async function signInFindings(env, token) {
  const { meaning, body } = await verdictOf(env, token, '/topapi/v2/user/getuserinfo', {
    code: 'check-platforms',
  });
  if (body.errcode === 40078) return [good('dingtalk_sign_in', '可以用钉钉登录（getuserinfo 有权限）。')];
  if (meaning === 'silent') return [must('dingtalk_oapi', '连不上钉钉旧版接口（oapi），登录不能用。')];
  return [
    must(
      'dingtalk_sign_in',
      `没有登录权限。请到${where} → 权限管理开通“成员信息读权限”（qyapi_get_member）。`,
    ),
  ];
}

async function rightFindings(env, token) {
  const found = [];
  for (const [path, body, name, code] of rights) {
    const { meaning, body: answer } = await verdictOf(env, token, path, body);
    if (meaning === 'fine') found.push(good('dingtalk_right', `${name}：已开通。`));
    else if (meaning === 'not_allowed')
      found.push(
        must('dingtalk_right', `${name}（${code}）没有开通，通讯录不能同步。请到${where} → 权限管理申请。`),
      );
    else
      found.push(
        should('dingtalk_right', `${name}没有查到结果（${answer.errcode ?? '没有回答'}），请再查一次。`),
      );
    if (path.endsWith('user/list') && meaning === 'fine') found.push(...phoneFindings(answer));
  }
  return found;
}

function phoneFindings(answer) {
  const [member] = answer.result?.list ?? [];
  // Nobody stands in the root department itself: then nothing can be told from it.
  if (!member) return [];
  return member.mobile
    ? []
    : [should('dingtalk_phone', `读不到成员手机号，不能按手机号对人。请开通${phoneRight}。`)];
}

function settingFindings({ dingtalk, dingtalkMessages, publicUrl }) {
  const found = [];
  if (!dingtalk.corpId)
    found.push(
      must(
        'dingtalk_corp_id',
        `没有填 LIFTTRUST_DINGTALK_CORP_ID：后台不能用钉钉登录，通讯录不能同步。CorpId 在钉钉开放平台首页右上角。`,
      ),
    );
  if (!dingtalkMessages)
    found.push(
      should(
        'dingtalk_agent_id',
        `没有填 LIFTTRUST_DINGTALK_AGENT_ID：不发工作通知。AgentId 在${where} → 凭证与基础信息。`,
      ),
    );
  if (!dingtalk.events && !dingtalk.hasStream)
    found.push(
      should(
        'dingtalk_events',
        `没有订阅通讯录事件：人员变动要到每天对账才生效。请到${where} → 事件订阅，选 Stream 模式或 HTTP 推送。`,
      ),
    );
  if (new URL(publicUrl).protocol !== 'https:')
    found.push(
      must('dingtalk_https', 'LIFTTRUST_PUBLIC_URL 不是 https：钉钉的应用首页和事件地址只接受 https。'),
    );
  return found;
}

/** From here outwards and back: what DingTalk would meet. */
async function callbackFindings({ dingtalk, publicUrl, platformTimeoutMs: timeoutMs }) {
  if (!dingtalk.events) return [];
  const address = new URL('/api/platforms/dingtalk/events', publicUrl);
  if (isLocal(address.hostname))
    return [must('dingtalk_callback', '公开地址是本机地址，钉钉推送不到。请填写 LIFTTRUST_PUBLIC_URL。')];
  const answer = await fetch(address, { method: 'POST', signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => null,
  );
  if (!answer) return [must('dingtalk_callback', `事件地址 ${address} 打不开。请检查域名、证书和反向代理。`)];
  if (answer.status >= 500 || answer.status === 404)
    return [must('dingtalk_callback', `事件地址 ${address} 回答 ${answer.status}，不是本服务在回答。`)];
  return [good('dingtalk_callback', `事件地址 ${address} 可以访问。`)];
}
