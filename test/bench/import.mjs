import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { build } from '../../cloud/scripts/build.mjs';
import { root } from '../../cloud/scripts/prepare.mjs';
import { freePort } from '../fixture/free-port.cjs';
import { csvTable, xlsxTable } from './import-table.mjs';
import { startMariadb } from './mariadb.mjs';

/**
 * How long a hundred thousand lifts take from upload to last commit, and what other requests notice of it:
 *   node test/bench/import.mjs [--rows 100000] [--databases sqlite,mariadb] [--formats csv,xlsx]
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    databases: { type: 'string', default: 'sqlite,mariadb' },
    formats: { type: 'string', default: 'csv,xlsx' },
    /** A compiled service elsewhere, e.g. with a profiler's flags in front. */
    service: { type: 'string', default: join(root, 'cloud/dist/sandbox/main.js') },
    node: { type: 'string', default: '' },
  },
});
const rows = Number(options.rows);
const idleSeconds = 8;
const pauseMs = 10;

/** Processor seconds of a process so far; none for no process. */
function cpuOf(pid) {
  if (!pid) return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

class Service {
  constructor(database) {
    this.database = database;
    this.folder = mkdtempSync(join(tmpdir(), 'lifttrust-import-'));
    this.agent = new Agent({ keepAlive: true, maxSockets: 8 });
  }

  async start() {
    this.port = await freePort();
    const address = this.database === 'sqlite' ? `sqlite:${join(this.folder, 'data.sqlite')}` : this.database;
    this.child = spawn(process.execPath, [...options.node.split(' ').filter(Boolean), options.service], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        NODE_ENV: 'development',
        LIFTTRUST_PORT: String(this.port),
        LIFTTRUST_DATA_DIR: join(this.folder, 'data'),
        LIFTTRUST_DATABASE: address,
        LIFTTRUST_CITY_FILE: join(root, 'cloud/sandbox/city.json'),
        LIFTTRUST_FACE_WORKERS: '0',
      },
    });
    this.child.stdout.on('data', (text) => {
      if (/"level":"error"/.test(text)) process.stderr.write(text);
    });
    for (let attempt = 0; ; attempt += 1) {
      if (attempt > 600 || this.child.exitCode !== null) throw new Error('The service did not become ready.');
      const codes = await this.read('/sandbox/codes').catch(() => null);
      if (Array.isArray(codes) && codes.length > 0) break;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    const device = { id: 'bench-device' };
    this.token = (await this.call('/api/sessions', { channel: 'sandbox', code: 'zhou', device })).token;
  }

  read(path) {
    return this.send('GET', path);
  }

  call(path, body) {
    return this.send('POST', path, Buffer.from(JSON.stringify(body)), 'application/json');
  }

  send(method, path, body, type) {
    const headers = { 'x-request-key': randomBytes(12).toString('hex') };
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    if (body) Object.assign(headers, { 'content-type': type, 'content-length': body.length });
    return new Promise((resolve, reject) => {
      const asked = request({ port: this.port, method, path, headers, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  memoryMb(name) {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  }

  async stop() {
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Reads one lift's file again and again, as a person at work does, and keeps the times. */
class Reader {
  times = [];
  stopped = false;

  constructor(service, path) {
    this.done = (async () => {
      while (!this.stopped) {
        const begun = performance.now();
        await service.read(path).catch(() => {
          this.stopped = true;
        });
        this.times.push(performance.now() - begun);
        await new Promise((wake) => setTimeout(wake, pauseMs));
      }
    })();
  }

  async end() {
    this.stopped = true;
    await this.done;
    const sorted = this.times.sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return { reads: sorted.length, p50: at(0.5), p99: at(0.99), worst: sorted.at(-1) };
  }
}

async function upload(service, bytes, contentType) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const announced = { purpose: 'spreadsheet', sha256, bytes: bytes.length, contentType };
  const { fileId, upload: target } = await service.call('/api/files', announced);
  const edge = `----${randomBytes(12).toString('hex')}`;
  const head = `--${edge}\r\ncontent-disposition: form-data; name="${target.name}"; filename="t"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  await service.send('POST', target.url, body, `multipart/form-data; boundary=${edge}`);
  await service.call(`/api/files/${fileId}/report`, {});
  return fileId;
}

async function settled(service, id) {
  for (;;) {
    const run = await service.read(`/api/imports/${id}`);
    if (!run.progress) return run;
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

async function importTable(service, bytes, contentType) {
  const marks = [['', performance.now()]];
  const mark = (name) => marks.push([name, performance.now()]);
  const fileId = await upload(service, bytes, contentType);
  mark('upload');
  const run = await service.call('/api/imports', { fileId, fileName: 'bench' });
  mark('read');
  await service.call(`/api/imports/${run.id}/checks`, { mapping: run.mapping, crs: 'GCJ02' });
  const checked = await settled(service, run.id);
  mark('check');
  if (checked.state !== 'checked') throw new Error(`The check ended as ${checked.state}: ${checked.problem}`);
  await service.call(`/api/imports/${run.id}/commit`, {});
  const committed = await settled(service, run.id);
  mark('commit');
  // One invented code ends in five zeros, which the import rightly takes for rounded.
  if (committed.written.create + committed.written.update < rows - 1)
    throw new Error(`Only ${JSON.stringify(committed.written)} were written.`);
  const steps = marks.slice(1).map(([name, at], index) => [name, (at - marks[index][1]) / 1_000]);
  return { steps: Object.fromEntries(steps), seconds: (marks.at(-1)[1] - marks[0][1]) / 1_000 };
}

export async function measureImport(database, format, serverPid) {
  const service = new Service(database);
  await service.start();
  try {
    const { items } = await service.read('/api/lifts');
    const path = `/api/lifts/${items[0].id}`;
    const warm = new Reader(service, path);
    await new Promise((wake) => setTimeout(wake, 3_000));
    await warm.end();
    const calm = new Reader(service, path);
    await new Promise((wake) => setTimeout(wake, idleSeconds * 1_000));
    const idle = await calm.end();
    const bytes = format === 'csv' ? csvTable(rows) : xlsxTable(rows);
    const before = [cpuOf(service.child.pid), cpuOf(serverPid)];
    const reader = new Reader(service, path);
    const types = {
      csv: 'text/csv',
      xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    };
    const result = await importTable(service, bytes, types[format]);
    const meanwhile = await reader.end();
    return {
      ...result,
      fileMb: bytes.length / 1e6,
      cpu: cpuOf(service.child.pid) - before[0],
      serverCpu: cpuOf(serverPid) - before[1],
      idle,
      meanwhile,
      rssMb: service.memoryMb('VmHWM'),
    };
  } finally {
    await service.stop();
  }
}

const inMs = ({ p50, p99, worst }) => `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${worst.toFixed(0)} ms`;

async function main() {
  if (!process.argv.includes('--service')) await build('service');
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-import-db-'));
  const databases = options.databases.split(',');
  const mariadb = databases.includes('mariadb') ? await startMariadb(folder, 240_000) : null;
  try {
    for (const database of databases) {
      for (const format of options.formats.split(',')) {
        let address = 'sqlite';
        if (mariadb && database === 'mariadb') {
          const connection = await createConnection(mariadb.address);
          const name = `import_${format}`;
          await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
          await connection.end();
          address = `${mariadb.address.replace('mysql:', 'mariadb:')}/${name}`;
        }
        const found = await measureImport(address, format, database === 'mariadb' ? mariadb?.pid : undefined);
        const steps = Object.entries(found.steps).map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`);
        console.log(
          [
            `${format.toUpperCase()} on ${database}: ${rows} rows (${found.fileMb.toFixed(1)} MB) in ${found.seconds.toFixed(1)} s`,
            `  ${steps.join(' · ')} s; ${found.cpu.toFixed(1)} s of processor, the database's server ${found.serverCpu.toFixed(1)} s; highest memory ${found.rssMb} MB`,
            `  one lift's file, p50 / p99 / worst: idle ${inMs(found.idle)}, meanwhile ${inMs(found.meanwhile)}` +
              ` (p99 × ${(found.meanwhile.p99 / found.idle.p99).toFixed(2)}, ${found.meanwhile.reads} reads)`,
          ].join('\n'),
        );
      }
    }
  } finally {
    await mariadb?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.filename === process.argv[1]) await main();
