import { must, should } from '../check-config/finding.mjs';
import { load, loadShared } from '../service-code.mjs';
import { ask, good, withToken } from './ask.mjs';

const where = '钉钉开放平台（open-dev.dingtalk.com）→ 应用开发 → 您的应用';
/** Nobody's; asking about it changes nothing. */
const nobody = 'check-platforms-nobody';
/** 41011 no AgentId, 40056 one that is not this application's. */
const foreignAgent = new Set([41011, 40056]);

/** Kinds of message that the service does not have: a slip of the pen that would never send anything. */
export function unknownKinds(table, variable) {
  const { messageKinds } = loadShared('message/message.contract');
  const unknown = Object.keys(table).filter((kind) => !(kind in messageKinds));
  return unknown.map((kind) =>
    must(
      'message_kind',
      `${variable} 里的“${kind}”不是平台的消息种类，永远不会发。请对照 docs/guide/messages.md 改正。`,
    ),
  );
}

/** Everything about messages and about the application's reach that DingTalk can be asked without changing anything. */
export async function reachFindings(env, token) {
  const { dingtalk, platformTimeoutMs: timeoutMs } = env;
  const read = (path, body) => ask(withToken(dingtalk.oapi, path, token), { body, timeoutMs });
  return [
    ...scopeFindings(
      await ask(withToken(dingtalk.oapi, '/auth/scopes', token), { method: 'GET', timeoutMs }),
    ),
    ...writeFindings(await read('/topapi/v2/user/update', { userid: nobody })),
    ...(env.dingtalkMessages ? await messageFindings(env, read, token) : []),
  ];
}

/** @basis DingTalk open platform, 获取通讯录权限范围 (GET /auth/scopes) */
function scopeFindings(answer) {
  const scopes = answer?.body.errcode === 0 ? answer.body.auth_org_scopes : null;
  if (!scopes) return [should('dingtalk_scope', '没有查到应用的通讯录权限范围，请再查一次。')];
  if ((scopes.authed_dept ?? []).map(String).includes('1'))
    return [good('dingtalk_scope', '通讯录权限范围是全部员工。')];
  return [
    must(
      'dingtalk_scope',
      `应用只能读一部分部门，其他人同步不到账号。请到${where} → 权限管理 → 通讯录权限范围改成“全部员工”。`,
    ),
  ];
}

function writeFindings(answer) {
  if (!answer) return [];
  const meaning = load('adapters/dingtalk/dingtalk.codes').meaningOf(answer.body);
  if (meaning === 'absent' || meaning === 'fine')
    return [good('dingtalk_write', '可以把后台分配的账号加进钉钉、收回时移出。')];
  return [
    should(
      'dingtalk_write',
      `没有通讯录成员写权限：后台分配的账号不会自动加进钉钉，收回时也不会移出，要钉钉管理员手工办。需要的，请到${where} → 权限管理申请“通讯录部门成员写权限”。`,
    ),
  ];
}

async function messageFindings(env, read, token) {
  const { agentId, miniAppId, cards } = env.dingtalkMessages;
  const sent = await read('/topapi/message/corpconversation/getsendresult', {
    agent_id: Number(agentId),
    task_id: 1,
  });
  const found = [agentFinding(sent?.body.errcode, agentId)];
  if (!miniAppId)
    found.push(
      should(
        'dingtalk_mini_app',
        `没有填 LIFTTRUST_DINGTALK_MINI_APP_ID：工作通知上没有“查看并办理”按钮。MiniAppId 在${where} → 小程序 → 基础信息。`,
      ),
    );
  if (Object.keys(cards).length === 0) return found;
  return [...found, ...unknownKinds(cards, 'LIFTTRUST_DINGTALK_CARDS'), ...(await cardFindings(env, token))];
}

function agentFinding(errcode, agentId) {
  if (foreignAgent.has(errcode))
    return must(
      'dingtalk_agent_id',
      `AgentId ${agentId} 不是这个应用的，工作通知发不出去。请到${where} → 凭证与基础信息重新抄写。`,
    );
  if (errcode === undefined) return should('dingtalk_agent_id', 'AgentId 没有查到结果，请再查一次。');
  return good('dingtalk_agent_id', '钉钉认这个 AgentId，可以发工作通知。');
}

/** A card that does not exist is to be changed: who may write cards hears that it does not exist. */
async function cardFindings({ dingtalk, platformTimeoutMs: timeoutMs }, token) {
  const body = { outTrackId: nobody, cardData: { cardParamMap: {} } };
  const answer = await ask(new URL('/v1.0/card/instances', dingtalk.api), {
    method: 'PUT',
    headers: { 'x-acs-dingtalk-access-token': token },
    body,
    timeoutMs,
  });
  const code = String(answer?.body.code ?? '');
  if (/^Forbidden/.test(code))
    return [
      must(
        'dingtalk_cards',
        `没有互动卡片的写权限，卡片发不出去。请到${where} → 权限管理开通“互动卡片实例写权限”（Card.Instance.Write）。`,
      ),
    ];
  if (!answer) return [should('dingtalk_cards', '互动卡片没有查到结果，请再查一次。')];
  return [
    good('dingtalk_cards', '可以发互动卡片。'),
    should(
      'dingtalk_card_templates',
      '请人工核对：卡片平台里这些模板都已发布，编号与 LIFTTRUST_DINGTALK_CARDS 一致（平台不提供查询）。',
    ),
    ...(dingtalk.hasStream
      ? [good('dingtalk_card_acts', '卡片按钮由 Stream 连接送达，不需要外网地址。')]
      : []),
  ];
}
