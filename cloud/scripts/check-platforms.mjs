import { dingtalkFindings } from './check-platforms/dingtalk.mjs';
import { wechatFindings } from './check-platforms/wechat.mjs';
import { load } from './service-code.mjs';

const usage = `检查钉钉、微信的真实配置：拿真凭证问一遍平台，逐条说出缺什么、到哪里补。

  npm run check:platforms            用服务的环境变量运行；只查询，不改任何东西
  npm run check:platforms -- --json  给程序看

退出码 0：没有“必须改”的；1：有。`;

async function findings() {
  let env;
  try {
    env = load('kernel/env').readEnv(process.env);
  } catch (error) {
    return [{ code: 'env_invalid', level: 'must', text: `环境变量不能用，服务不会启动：${error.message}` }];
  }
  return [...(await dingtalkFindings(env)), ...(await wechatFindings(env))];
}

const levels = { must: '必须改', should: '建议改', good: '正常' };
const order = Object.keys(levels);

function tell(found) {
  const sorted = [...found].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  for (const { code, level, text } of sorted) console.log(`【${levels[level]}】${code}  ${text}`);
  const must = found.filter(({ level }) => level === 'must').length;
  console.log(must > 0 ? `\n有 ${must} 项必须改。` : '\n没有必须改的。');
}

const given = process.argv.slice(2);
if (given.includes('--help') || given.includes('-h')) {
  console.log(usage);
} else {
  const found = await findings();
  if (given.includes('--json')) console.log(JSON.stringify(found, null, 2));
  else tell(found);
  process.exitCode = found.some(({ level }) => level === 'must') ? 1 : 0;
}
