import { databaseFindings } from './check-config/database.mjs';
import { folderFindings } from './check-config/folders.mjs';
import { networkFindings } from './check-config/network.mjs';
import { serviceFindings } from './check-config/services.mjs';
import { load } from './service-code.mjs';

const usage = `上线前检查：按服务自己的方式读环境变量，逐条说出缺什么、哪里不安全。

  npm run check:config            用服务的账号、服务的环境变量运行
  npm run check:config -- --json  给程序看

退出码 0：没有“必须改”的；1：有。`;

/** One finding: a stable code, how grave it is, and a sentence that says what it means and what to do. */
async function findings() {
  let env;
  try {
    env = load('kernel/env').readEnv(process.env);
  } catch (error) {
    return [{ code: 'env_invalid', level: 'must', text: `环境变量不能用，服务不会启动：${error.message}` }];
  }
  const parts = [networkFindings, folderFindings, databaseFindings, serviceFindings];
  const found = [];
  for (const part of parts) found.push(...(await part(env)));
  return found;
}

const levels = { must: '必须改', should: '建议改' };

function tell(found) {
  const graver = [...found].sort((a, b) => (a.level === b.level ? 0 : a.level === 'must' ? -1 : 1));
  for (const { code, level, text } of graver) console.log(`【${levels[level]}】${code}  ${text}`);
  const must = found.filter(({ level }) => level === 'must').length;
  console.log(must > 0 ? `\n有 ${must} 项必须改，改好之前不要上线。` : '\n没有必须改的。');
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
