import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../service-code.mjs';
import { isLocal, must, should } from './finding.mjs';

/** What others can reach, and what they are believed. */
export async function networkFindings(env) {
  const found = [];
  if (env.mode !== 'production')
    found.push(
      must(
        'node_env',
        'NODE_ENV 不是 production：缺少密钥时服务会自己生成，限制也不生效。请设为 production。',
      ),
    );
  if (existsSync(join(root, 'cloud/dist/sandbox')))
    found.push(
      must(
        'sandbox_present',
        'cloud/dist/sandbox 还在：里面有虚构人员和免密登录。请用 npm run build 重新构建。',
      ),
    );
  found.push(...addressFindings(env), ...metricsFindings(env), ...limitFindings(env));
  return found;
}

function addressFindings(env) {
  const found = [];
  const url = new URL(env.publicUrl);
  if (isLocal(url.hostname))
    found.push(must('public_url_local', 'LIFTTRUST_PUBLIC_URL 是本机地址：印在二维码上的地址手机打不开。'));
  else if (url.protocol !== 'https:')
    found.push(must('public_url_http', 'LIFTTRUST_PUBLIC_URL 不是 https：登录凭证会明文经过网络。'));
  if (!isLocal(env.host))
    found.push(
      should(
        'bind_open',
        `服务监听${env.host ? ` ${env.host}` : '所有网卡'}：反向代理在同一台机器时，请设 LIFTTRUST_HOST=127.0.0.1；否则用防火墙只放行代理。`,
      ),
    );
  if (env.trustedProxies.length === 0)
    found.push(
      must(
        'trusted_proxy_missing',
        '没有 LIFTTRUST_TRUSTED_PROXY：所有人看起来都来自代理的地址，一个人试错会连累全部人。请写上代理的地址。',
      ),
    );
  if (env.trustedProxies.some((network) => /\/0$/.test(network)))
    found.push(must('trusted_proxy_all', 'LIFTTRUST_TRUSTED_PROXY 相信任何人：谁都可以冒充别的地址。'));
  return found;
}

function metricsFindings({ metrics }) {
  if (metrics.port === 0)
    return [should('metrics_off', '没有 LIFTTRUST_METRICS_PORT：出了问题没有指标可看，也不会报警。')];
  if (isLocal(metrics.host) || metrics.token.length >= 16) return [];
  return [
    must(
      'metrics_open',
      '指标端口对外开放而没有口令。请设至少 16 个字符的 LIFTTRUST_METRICS_TOKEN，或只监听本机。',
    ),
  ];
}

function limitFindings({ limits, processes, redis }) {
  const found = [];
  if (Object.values(limits).includes(null))
    found.push(must('limits_off', '有一项 LIFTTRUST_LIMIT_… 设成了 0：登录码、二维码可以被无限次地试。'));
  if (processes > 1 && redis === '')
    found.push(
      must(
        'redis_missing',
        `有 ${processes} 个进程而没有 LIFTTRUST_REDIS：每个进程各数各的，限制放宽了 ${processes} 倍。`,
      ),
    );
  return found;
}
