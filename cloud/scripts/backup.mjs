import { parseArgs } from 'node:util';
import { copyWitnesses, makeBackup } from './backup/make.mjs';
import { minutes, noteRun } from './backup/note.mjs';
import { backupPlaces } from './backup/places.mjs';
import { makeKey } from './backup/seal.mjs';
import { load } from './service-code.mjs';

const usage = `备份到两个独立的地方。用服务的账号、服务的环境变量运行；服务不必停。

  npm run backup                 数据库、检查点、照片和签名；照片只传新的
  npm run backup -- --witnesses  只传检查点和删除记录（墓碑），很快，可以每 15 分钟一次
  npm run backup -- --new-key    生成备份密钥；生成后另存两份，由两个人分开保管

地方由 LIFTTRUST_BACKUP_DIR 和 LIFTTRUST_BACKUP_COPY_DIR 决定。
退出码 0：两处都写好了；1：有一处没有写好，或有照片缺失；2：没有备份。`;

const say = (text) => console.log(text);
const { env } = load('kernel/env');

const failures = (failed) =>
  [...failed].map(([place, why]) => `第 ${place.number} 处（${place.words}）没有写好：${why}`);

async function witnesses() {
  const { tombstones, checkpoints, failed } = await copyWitnesses(backupPlaces());
  say(`检查点 ${checkpoints} 个，删除记录 ${tombstones} 条。`);
  for (const text of failures(failed)) say(text);
  return failed.size > 0 ? 1 : 0;
}

async function backup() {
  const places = backupPlaces();
  const { manifest, failed } = await makeBackup(places, say);
  const { objects } = manifest;
  const troubles = failures(failed);
  if (places.length < 2) troubles.push('只有一处备份，规定要两处：请设 LIFTTRUST_BACKUP_COPY_DIR。');
  if (objects.absent > 0)
    troubles.push(`有 ${objects.absent} 个照片或签名在存放处找不到，或已不是原来的内容。`);
  const endedAt = Date.now();
  say(`照片和签名：新传 ${objects.added} 个，${Math.round(objects.bytes / 1024)} KB。`);
  say(`备份 ${manifest.id} 写好了，用了 ${minutes(endedAt - manifest.startedAt)}。`);
  for (const text of troubles) say(text);
  const facts = {
    backup: manifest.id,
    size: manifest.size,
    records: manifest.records,
    bytes: manifest.parts.reduce((sum, part) => sum + part.bytes, 0),
    objects: objects.added,
    places: places.length - failed.size,
    troubles,
  };
  const run = { kind: 'backup', at: manifest.at, endedAt, isGood: troubles.length === 0, facts };
  await noteRun(env().database, run, say);
  return troubles.length > 0 ? 1 : 0;
}

async function main() {
  const { values } = parseArgs({
    options: {
      'new-key': { type: 'boolean' },
      witnesses: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  if (values['new-key']) {
    say(`已生成 backup-${makeKey()}.key，在 ${env().keyDir}。请马上另存两份。`);
    return 0;
  }
  return values.witnesses ? witnesses() : backup();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`没有备份：${error.message}`);
  process.exitCode = 2;
}
