import { parseArgs } from 'node:util';
import { addDataKey } from './rotate-keys/data-key.mjs';
import { openForWriting } from './rotate-keys/database.mjs';
import { handOver } from './rotate-keys/log-key.mjs';
import { reseal, versionsInUse } from './rotate-keys/reseal.mjs';
import { load } from './service-code.mjs';

const usage = `更换密钥。用服务的账号、服务的环境变量运行；服务不必停。

  npm run rotate-keys -- --data      生成新的数据密钥，再把旧密钥加密的内容逐批换成新密钥；中断了可以再运行一次
  npm run rotate-keys -- --reseal    不生成新密钥，只把剩下的内容换完
  npm run rotate-keys -- --log       生成新的存证签名密钥，由旧密钥签字交接；--after 秒 后启用（默认 60）
  npm run rotate-keys -- --status    各个密钥还有多少内容在用

旧的密钥文件不要删：备份里的内容、还没有删除的人脸照片仍要用它们解开。`;

const say = (text) => console.log(text);
const rest = (ms) => new Promise((wake) => setTimeout(wake, ms));

async function main() {
  const { values } = parseArgs({
    options: {
      data: { type: 'boolean' },
      reseal: { type: 'boolean' },
      log: { type: 'boolean' },
      status: { type: 'boolean' },
      after: { type: 'string', default: '60' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || !(values.data || values.reseal || values.log || values.status)) {
    say(usage);
    return values.help ? 0 : 2;
  }
  const { env } = load('kernel/env');
  const database = await openForWriting(env().database);
  try {
    if (values.data) await newDataKey(database);
    if (values.data || values.reseal) await resealAll(database);
    if (values.log) await handOver(database, Number(values.after) * 1000, say);
    if (values.status) await tellVersions(database);
    return 0;
  } finally {
    await database.close();
  }
}

async function newDataKey(database) {
  const version = addDataKey();
  await database.audit('keys.data_rotated', 'key', `data-${version}`, Date.now());
  say(`已生成 data-${version}.key。请马上把它和 index.key 各备份一份。`);
  const { keysReadEveryMs } = load('kernel/key.folder');
  // From then on no process writes with the old key any more.
  await rest(keysReadEveryMs + 1000);
}

async function resealAll(database) {
  const done = await reseal(database, say);
  say(`换完了：${done} 项内容改用新密钥。`);
  const { count } = await database.one(
    "SELECT COUNT(*) AS count FROM stored_file WHERE is_sealed = 1 AND state = 'stored'",
  );
  if (Number(count) > 0)
    say(`另有 ${count} 张人脸照片是加密存放的，到期会删除；全部删除之前，旧密钥不能销毁。`);
}

async function tellVersions(database) {
  const versions = await versionsInUse(database);
  for (const [version, count] of [...versions].sort(([a], [b]) => a - b))
    say(`data-${version}.key：${count} 项`);
  if (versions.size === 0) say('还没有加密的内容。');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`没有完成：${error.message}`);
  process.exitCode = 1;
}
