import { createRequire } from 'node:module';
import { load } from '../service-code.mjs';
import { isLocal, must, should } from './finding.mjs';

const require = createRequire(import.meta.url);

/** What the installation leans on outside itself. */
export async function serviceFindings(env) {
  return [
    ...signInFindings(env),
    ...faceFindings(env),
    ...(await scannerFindings(env)),
    ...(await redisFindings(env)),
  ];
}

function signInFindings({ dingtalk, wechat }) {
  if (!dingtalk && !wechat)
    return [must('sign_in_missing', '钉钉和微信都没有接通，没有人能登录。请填写应用的凭证。')];
  const found = [];
  if (!dingtalk) found.push(should('dingtalk_missing', '钉钉没有接通，维保人员和使用单位不能从钉钉登录。'));
  if (!wechat) found.push(should('wechat_missing', '微信没有接通，不能从微信登录。'));
  for (const [name, access] of [
    ['钉钉', dingtalk],
    ['微信', wechat],
  ])
    if (access && new URL(access.api).protocol !== 'https:')
      found.push(must('sign_in_http', `到${name}的地址不是 https：登录凭证会明文经过网络。`));
  return found;
}

function faceFindings({ faceProvider, faceWorkers, tencent }) {
  if (faceProvider === 'local')
    return faceWorkers > 0
      ? []
      : [should('face_off', 'LIFTTRUST_FACE_WORKERS=0：人脸不自动比对，每一次都要人工核验。')];
  const host = new URL(tencent.api.replace('{service}', 'iai')).hostname;
  return host.endsWith('.tencentcloudapi.com')
    ? []
    : [
        should(
          'face_gateway',
          `人脸数据经过 ${host} 处理（地域 ${tencent.region}）。请确认它在中国境内，并写进告知书和影响评估。`,
        ),
      ];
}

async function redisFindings({ redis }) {
  if (redis === '') return [];
  const found = [];
  const url = new URL(redis);
  if (!isLocal(url.hostname) && url.protocol !== 'rediss:')
    found.push(
      should('redis_no_tls', `到 Redis ${url.hostname} 的连接没有加密；只有计数经过，没有个人信息。`),
    );
  if (!isLocal(url.hostname) && url.password === '')
    found.push(must('redis_password', 'Redis 没有口令：同一网络里的人都可以清掉限制。'));
  const { Redis } = require('ioredis');
  const client = new Redis(redis, { lazyConnect: true, retryStrategy: null, connectTimeout: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } catch {
    found.push(must('redis_unreachable', `连不上 Redis ${url.hostname}:${url.port || 6379}。`));
  } finally {
    client.disconnect();
  }
  return found;
}

/** Scans of papers come from everywhere: without a scanner they are kept and shown as 未查毒. */
async function scannerFindings({ clamd, scanTimeoutMs }) {
  if (clamd === '')
    return [
      should(
        'virus_scan_missing',
        '没有接通查毒服务（LIFTTRUST_CLAMD）：证照扫描件照收，页面上标明“未查毒”。建议接通 ClamAV 的 clamd。',
      ),
    ];
  const { Clamd, clamdAddress } = load('adapters/virus-scan/clamd');
  const { verdict } = await new Clamd(clamdAddress(clamd), Math.min(scanTimeoutMs, 5000)).scan(
    Buffer.from('check'),
  );
  return verdict === 'unreachable'
    ? [must('virus_scan_unreachable', `查毒服务 ${clamd} 没有应答：证照扫描件都会被拒收。`)]
    : [];
}
