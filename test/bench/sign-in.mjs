import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './command-line.mjs';
import { BenchService } from './service.mjs';

const usage = `Signing in, as the service's own time: everything but what the platform takes.

  node test/bench/sign-in.mjs [--people 2000] [--connections 8] [--latency 80] [--database mariadb://…]

A platform of this machine answers after --latency ms; its answers' measured time is taken off each sign-in.`;

const goalMs = 150;
const option = optionsOf(usage);
const people = Number(option('people', 2000));
const connections = Number(option('connections', 8));
const latencyMs = Number(option('latency', 80));
const id = (kind, number) => `01BENCH${kind}${String(number).padStart(26 - 7 - kind.length, '0')}`;

/** DingTalk's two answers; a code is `code-<number>` and stands for the person of that number. */
async function platform() {
  const took = new Map();
  const server = createServer((request, response) => {
    const begun = performance.now();
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { code = '' } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
      const number = String(code).split('-')[1];
      const user = { unionid: `union-${number}`, userid: `user-${number}` };
      const body = request.url.startsWith('/v1.0/')
        ? { accessToken: 'bench', expireIn: 7200 }
        : { errcode: 0, errmsg: 'ok', result: user };
      setTimeout(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body));
        took.set(code, performance.now() - begun);
      }, latencyMs);
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, took, close: () => server.close() };
}

class SignInService extends BenchService {
  environment() {
    return {
      ...super.environment(),
      LIFTTRUST_DINGTALK_APP_KEY: 'bench',
      LIFTTRUST_DINGTALK_APP_SECRET: 'bench',
      LIFTTRUST_DINGTALK_API: this.platformUrl,
      LIFTTRUST_DINGTALK_OAPI: this.platformUrl,
      LIFTTRUST_DINGTALK_CORP_ID: '',
    };
  }
}

/** A company and its people, each with an account of the platform. */
const rows = () => ({
  organisation: [[id('C', 1), 'maintenance_company', '示例电梯服务有限公司', 'bench', '999901', 0]],
  person: numbers().map((number) => [id('P', number), `人员${number}`, 0]),
  assignment: numbers().map((number) => [
    id('A', number),
    id('P', number),
    id('C', 1),
    'technician',
    '2020-01-01',
  ]),
  person_account: numbers().map((number) => ['dingtalk', `union-${number}`, id('P', number), 0]),
});
const columns = {
  organisation: 'id, kind, name, name_key, division_code, created_at',
  person: 'id, name, created_at',
  assignment: 'id, person_id, organisation_id, role, from_day',
  person_account: 'channel, external_id, person_id, bound_at',
};
const numbers = () => Array.from({ length: people }, (_, index) => index);

async function fill(database) {
  const require = createRequire(new URL('../../cloud/package.json', import.meta.url));
  if (database.startsWith('sqlite:')) {
    const { DatabaseSync } = require('@photostructure/sqlite');
    const store = new DatabaseSync(database.slice('sqlite:'.length));
    store.exec('BEGIN');
    for (const [table, list] of Object.entries(rows())) {
      const marks = list[0].map(() => '?').join(', ');
      const statement = store.prepare(`INSERT INTO ${table} (${columns[table]}) VALUES (${marks})`);
      for (const row of list) statement.run(...row);
    }
    store.exec('COMMIT');
    store.close();
    return;
  }
  const connection = await require('mysql2/promise').createConnection(
    database.replace(/^mariadb:/, 'mysql:'),
  );
  for (const [table, list] of Object.entries(rows()))
    await connection.query(`INSERT INTO ${table} (${columns[table]}) VALUES ?`, [list]);
  await connection.end();
}

async function signIn(url, number) {
  const code = `code-${number}`;
  const begun = performance.now();
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'dingtalk', code, device: { id: `bench-device-${number}` } }),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`sign-in ${number}: ${answer.status}`);
  return { code, ms: performance.now() - begun };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-sign-in-'));
const database = option('database', `sqlite:${join(folder, 'bench.sqlite')}`);
const dingtalk = await platform();
const service = new SignInService(folder, database);
service.platformUrl = dingtalk.url;
try {
  await service.start();
  await service.stop();
  await fill(database);
  await service.start();
  const own = [];
  let next = 0;
  const worker = async () => {
    while (next < people) {
      const { code, ms } = await signIn(service.url, next++);
      own.push(ms - (dingtalk.took.get(code) ?? 0));
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - begun) / 1000;
  const sorted = own.sort((a, b) => a - b);
  const p99 = at(sorted, 0.99);
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(
    `sign-in on ${database.split(':')[0]}: ${people} people, ${connections} connections, platform ${latencyMs} ms`,
  );
  console.log(`  beside the platform's time: p50 ${ms(at(sorted, 0.5))}, p99 ${ms(p99)} (goal ${goalMs} ms)`);
  console.log(`  ${(people / seconds).toFixed(0)} sign-ins a second`);
  process.exitCode = p99 <= goalMs ? 0 : 1;
} finally {
  await service.stop().catch(() => undefined);
  dingtalk.close();
  rmSync(folder, { recursive: true, force: true });
}
