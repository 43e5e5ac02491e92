import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bringLogFiles, bringTombstones } from './backup/log-files.mjs';
import { minutes, noteRun } from './backup/note.mjs';
import { evidenceIn } from './backup/objects.mjs';
import { backupPlaces } from './backup/places.mjs';
import { proveLog } from './backup/prove.mjs';
import { listBackups, putDatabaseBack } from './backup/put-back.mjs';
import { openScratch } from './backup/scratch.mjs';
import { load } from './service-code.mjs';
import { openDatabase } from './verify/database.mjs';

const usage = `恢复演练：把最近一次备份恢复到一处临时的地方，核对整个存证日志，量出 RPO 和 RTO。服务不必停，正式的数据不动。

  npm run drill                    用最近一次备份，每一处能用的都用
  npm run drill -- --place 2       只用第 2 处
  npm run drill -- --scratch 地址  MariaDB：恢复到这个空库；不写就在同一台服务器上建一个，用完删掉
                                   SQLite：恢复到这个文件夹；不写就用系统的临时文件夹

退出码 0：演练通过；1：恢复了，但日志或记录不对；2：没有演练成。结果记进数据库，控制台“系统运行”里看得到。`;

const say = (text) => console.log(text);
const { env } = load('kernel/env');

function read() {
  return parseArgs({
    options: {
      place: { type: 'string' },
      scratch: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function placesFor(number) {
  const all = backupPlaces();
  const places = number ? all.filter((place) => String(place.number) === number) : all;
  if (places.length === 0) throw new Error(`没有第 ${number} 处备份。`);
  return places;
}

/** Entries that were sealed after the backup: what would be lost if the machine burnt down now. */
async function entriesSince(size) {
  const database = await openDatabase(env().database.replace(/^mariadb:/, 'mysql:'));
  try {
    const [head] = await database.query('SELECT size FROM ledger_head');
    return Math.max(0, Number(head?.size ?? 0) - size);
  } finally {
    await database.close();
  }
}

async function drill(values) {
  const startedAt = Date.now();
  const places = placesFor(values.place);
  const stores = places.map(({ store }) => store);
  const [backup] = await listBackups(places, say);
  if (!backup) throw new Error('没有找到完整的备份。');
  const { manifest } = backup;
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-drill-'));
  const scratch = await openScratch(env().database, values.scratch, folder);
  try {
    const checkpointDir = join(folder, 'checkpoints');
    await bringTombstones(stores, checkpointDir);
    const emptied = await putDatabaseBack(backup, scratch.address, {
      mayReplace: scratch.isOurs,
      now: startedAt,
      checkpointDir,
    });
    await bringLogFiles(stores, checkpointDir, manifest);
    const restoredAt = Date.now();
    const broken = await proveLog({
      address: scratch.address,
      checkpointDir,
      objects: evidenceIn(stores),
      say,
    });
    const endedAt = Date.now();
    return {
      at: startedAt,
      endedAt,
      facts: {
        backup: manifest.id,
        places: places.map(({ number }) => number),
        size: manifest.size,
        records: manifest.records,
        emptied,
        rpoMs: startedAt - manifest.at,
        entriesSince: await entriesSince(manifest.size).catch(() => null),
        restoreMs: restoredAt - startedAt,
        proofMs: endedAt - restoredAt,
        rtoMs: endedAt - startedAt,
        troubles: broken.slice(0, 20),
      },
    };
  } finally {
    await scratch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell({ facts }) {
  for (const text of facts.troubles) say(`【不对】${text}`);
  say(`备份 ${facts.backup}：存证 ${facts.size} 条，维保记录 ${facts.records} 份。`);
  const since = facts.entriesSince === null ? '' : `，其间又有 ${facts.entriesSince} 条存证`;
  say(`RPO（现在出事会丢多久的数据）：${minutes(facts.rpoMs)}${since}。`);
  say(
    `RTO（恢复并核对要多久）：${minutes(facts.rtoMs)}，其中恢复 ${minutes(facts.restoreMs)}，核对 ${minutes(facts.proofMs)}。`,
  );
  say(facts.troubles.length === 0 ? '演练通过：日志完整，没有被改动。' : '演练没有通过。');
}

async function main() {
  const values = read();
  if (values.help) {
    say(usage);
    return 0;
  }
  const startedAt = Date.now();
  try {
    const done = await drill(values);
    const isGood = done.facts.troubles.length === 0;
    await noteRun(env().database, { kind: 'drill', ...done, isGood }, say);
    tell(done);
    return isGood ? 0 : 1;
  } catch (error) {
    const facts = { troubles: [error.message] };
    await noteRun(
      env().database,
      { kind: 'drill', at: startedAt, endedAt: Date.now(), isGood: false, facts },
      say,
    );
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`没有演练成：${error.message}`);
  process.exitCode = 2;
}
