import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bringLogFiles, bringTombstones } from './backup/log-files.mjs';
import { acceptLoss } from './backup/loss.mjs';
import { minutes, noteRun } from './backup/note.mjs';
import { bringObjects, evidenceIn } from './backup/objects.mjs';
import { backupPlaces, mainObjects } from './backup/places.mjs';
import { proveLog } from './backup/prove.mjs';
import { listBackups, putDatabaseBack } from './backup/put-back.mjs';
import { buriedKeys } from './backup/tombstones.mjs';
import { load } from './service-code.mjs';
import { openDatabase } from './verify/database.mjs';

const usage = `从备份恢复。先停下服务；用服务的账号、服务的环境变量运行。

  npm run restore                    把最近一次备份放进空的数据库，补上缺的照片，再核对整个存证日志
  npm run restore -- --list          有哪些备份
  npm run restore -- --backup 编号   指定一次
  npm run restore -- --replace       数据库不是空的也换掉（SQLite 的旧文件改名留着；MariaDB 的旧表删掉）
  npm run restore -- --accept-loss --by 姓名 --why 理由
                                     备份之后还签发过检查点：认下这一段丢失，写明谁决定、为什么；日志从备份处接着走，
                                     声明记进日志，监管部门看得到
  npm run restore -- --no-objects    照片还在，不用补

备份之后删除的人脸和个人信息不会回来：两处备份和检查点文件夹里的删除记录都照办。
退出码 0：恢复好了，日志核对无误；1：恢复了，但有不对的地方，逐条列出；2：没有恢复。`;

const say = (text) => console.log(text);
const { env } = load('kernel/env');
const at = (instant) =>
  new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });

function read() {
  const { values } = parseArgs({
    options: {
      list: { type: 'boolean' },
      backup: { type: 'string' },
      replace: { type: 'boolean' },
      'accept-loss': { type: 'boolean' },
      by: { type: 'string' },
      why: { type: 'string' },
      'no-objects': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values;
}

async function chosen(places, id) {
  const all = await listBackups(places, say);
  const found = id ? all.find(({ manifest }) => manifest.id === id) : all[0];
  if (!found) throw new Error(id ? `没有备份 ${id}。` : '没有找到完整的备份。');
  return found;
}

/** Objects back into the store; what is missing in every place is told. */
async function restoreObjects(stores) {
  const database = await openDatabase(env().database.replace(/^mariadb:/, 'mysql:'));
  try {
    const options = { main: mainObjects(), stores, buried: await buriedKeys(env().checkpointDir) };
    const found = await bringObjects(database.query, options);
    say(`照片和签名：看了 ${found.looked} 个，补回 ${found.brought} 个，缺 ${found.absent} 个。`);
    return found.absent > 0 ? [`有 ${found.absent} 个照片或签名在备份里也没有。`] : [];
  } finally {
    await database.close();
  }
}

async function restore(values) {
  const startedAt = Date.now();
  const accepted = acceptedBy(values);
  const places = backupPlaces();
  const stores = places.map(({ store }) => store);
  const backup = await chosen(places, values.backup);
  const { manifest } = backup;
  const { checkpointDir, database } = env();
  say(
    `用备份 ${manifest.id}（${at(manifest.at)}）：存证 ${manifest.size} 条，维保记录 ${manifest.records} 份。`,
  );
  mkdirSync(checkpointDir, { recursive: true });
  const tombstones = await bringTombstones(stores, checkpointDir);
  const emptied = await putDatabaseBack(backup, database, {
    mayReplace: values.replace === true,
    now: startedAt,
    checkpointDir,
  });
  say(`删除记录 ${tombstones.length} 条，照办后又清掉 ${emptied} 项。`);
  const troubles = values['no-objects'] ? [] : await restoreObjects(stores);
  const lost = await bringLogFiles(stores, checkpointDir, manifest);
  if (lost.length > 0)
    troubles.push(...(await settleLoss(lost, manifest, accepted && { ...accepted, stores })));
  troubles.push(...(await proveLog({ address: database, checkpointDir, objects: evidenceIn(stores), say })));
  const endedAt = Date.now();
  const isGood = troubles.length === 0;
  const facts = {
    backup: manifest.id,
    size: manifest.size,
    records: manifest.records,
    emptied,
    troubles: troubles.slice(0, 20),
  };
  await noteRun(database, { kind: 'restore', at: startedAt, endedAt, isGood, facts }, say);
  for (const text of troubles) say(`【不对】${text}`);
  say(
    isGood
      ? `恢复好了，存证日志核对无误，用了 ${minutes(endedAt - startedAt)}。`
      : `恢复了，有 ${troubles.length} 处不对。`,
  );
  return isGood ? 0 : 1;
}

/** Somebody answers for a loss, in words that stay. */
function acceptedBy({ 'accept-loss': isAccepted, by = '', why = '' }) {
  if (!isAccepted) return null;
  const said = { by: by.trim().slice(0, 60), why: why.trim().slice(0, 300) };
  if (said.by === '' || said.why === '')
    throw new Error('认下丢失要写明谁决定、为什么：--accept-loss --by 姓名 --why 理由');
  return said;
}

async function settleLoss(lost, manifest, accepted) {
  if (!accepted)
    return [
      `备份之后还签发过 ${lost.length} 个检查点：那以后的存证不在这份备份里，服务不会启动。先找更新的备份；确实没有，加 --accept-loss --by 姓名 --why 理由 再运行一次。`,
    ];
  say(await acceptLoss(lost, manifest, { checkpointDir: env().checkpointDir, ...accepted }));
  return [];
}

async function main() {
  const values = read();
  if (values.help) {
    say(usage);
    return 0;
  }
  if (!values.list) return restore(values);
  for (const { manifest, places } of await listBackups(backupPlaces(), say))
    say(
      `${manifest.id}  ${at(manifest.at)}  ${manifest.engine}  存证 ${manifest.size} 条  第 ${places.map(({ number }) => number).join('、')} 处`,
    );
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`没有恢复：${error.message}`);
  process.exitCode = 2;
}
