import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './command-line.mjs';
import { processorMs } from './runner.mjs';
import { BenchService } from './service.mjs';

const usage = `A full reading of a corporation's address book: time against what the platform's rate allows, and own CPU.

  node test/bench/directory.mjs [--people 20000] [--departments 400] [--rate 40] [--latency 20] [--database mariadb://…]

The service must have been built (npm run build). The simulated DingTalk refuses more than --rate calls a second.`;

const option = optionsOf(usage);
const people = Number(option('people', 20_000));
const departments = Number(option('departments', 400));
const rate = Number(option('rate', 40));
const goals = { timesTheRate: 1.2, cpuSeconds: 20 };

const require = createRequire(import.meta.url);
require('../../cloud/scripts/typescript.cjs').runSources();
const { DingtalkSimulator } = require('../simulators/dingtalk.ts');
const fromCloud = createRequire(new URL('../../cloud/package.json', import.meta.url));

class DirectoryService extends BenchService {
  environment() {
    const { appKey, appSecret, url, corporation } = this.dingtalk;
    return {
      ...super.environment(),
      LIFTTRUST_DINGTALK_APP_KEY: appKey,
      LIFTTRUST_DINGTALK_APP_SECRET: appSecret,
      LIFTTRUST_DINGTALK_API: url,
      LIFTTRUST_DINGTALK_OAPI: url,
      LIFTTRUST_DINGTALK_CORP_ID: corporation.corpId,
      LIFTTRUST_DINGTALK_RATE: String(rate),
    };
  }
}

/** One statement in the service's database, from outside. */
async function ask(database, text) {
  if (database.startsWith('sqlite:')) {
    const { DatabaseSync } = fromCloud('@photostructure/sqlite');
    const store = new DatabaseSync(database.slice('sqlite:'.length));
    store.exec('PRAGMA busy_timeout = 5000');
    const rows = text.startsWith('SELECT') ? store.prepare(text).all() : void store.exec(text);
    store.close();
    return rows;
  }
  const connection = await fromCloud('mysql2/promise').createConnection(
    database.replace(/^mariadb:/, 'mysql:'),
  );
  const [rows] = await connection.query(text);
  await connection.end();
  return rows;
}

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-directory-'));
const database = option('database', `sqlite:${join(folder, 'bench.sqlite')}`);
const dingtalk = await new DingtalkSimulator().open();
dingtalk.corporation.fill(people, departments);
dingtalk.limits.perSecond = rate;
dingtalk.latencyMs = Number(option('latency', 20));
const service = new DirectoryService(folder, database);
service.dingtalk = dingtalk;

const syncId = '01BENCHSYNC000000000000001';
const order = `INSERT INTO directory_sync (id, kind, state, created_at, beat_at, calls, departments, people, roles, differences,
  missing, trouble) VALUES ('${syncId}', 'full', 'waiting', ${Date.now()}, 0, 0, 0, 0, 0, 0, 0, '')`;

try {
  await service.start();
  // The day's own reconciliation may have begun: it must not be measured beside ours.
  await ask(database, "UPDATE directory_sync SET state = 'done'");
  const [asked, cpu, begun] = [dingtalk.asked.length, processorMs(service.pid), performance.now()];
  await ask(database, order);
  let row;
  do {
    await new Promise((wake) => setTimeout(wake, 250));
    [row] = await ask(database, `SELECT * FROM directory_sync WHERE id = '${syncId}'`);
  } while (!['done', 'failed', 'held'].includes(row.state));
  const seconds = (performance.now() - begun) / 1000;
  const cpuSeconds = (processorMs(service.pid) - cpu) / 1000;
  const calls = dingtalk.asked.length - asked;
  const times = seconds / (calls / rate);
  console.log(
    `address book on ${database.split(':')[0]}: ${row.people} people, ${row.departments} departments: ${row.state}`,
  );
  console.log(
    `  ${calls} calls at ${rate} a second: ${seconds.toFixed(1)} s, ${times.toFixed(2)} × what the rate allows`,
  );
  console.log(
    `  refused as too many: ${dingtalk.limits.tooOften}; own CPU ${cpuSeconds.toFixed(1)} s (goal ${goals.cpuSeconds} s)`,
  );
  const isGood = row.state === 'done' && times <= goals.timesTheRate && cpuSeconds <= goals.cpuSeconds;
  process.exitCode = isGood ? 0 : 1;
} finally {
  await service.stop().catch(() => undefined);
  await dingtalk.close();
  rmSync(folder, { recursive: true, force: true });
}
