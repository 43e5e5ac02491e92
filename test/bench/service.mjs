import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../cloud/scripts/prepare.mjs';
import { freePort } from '../fixture/free-port.cjs';
import { processorMs } from './runner.mjs';

/** Keys as an operator would make them, kept with the database that they belong to: a production start makes none. */
function makeKeys(folder) {
  const known = join(folder, 'data-1.key');
  if (existsSync(known)) return readFileSync(known);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataKey = randomBytes(32);
  writeFileSync(join(folder, 'data-1.key'), dataKey, { mode: 0o600 });
  writeFileSync(join(folder, 'index.key'), randomBytes(32), { mode: 0o600 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'log-1.key'), privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
  });
  return dataKey;
}

/** The production service in a process of its own: compiled, without sandbox and without face workers. */
export class BenchService {
  constructor(folder, database) {
    this.folder = folder;
    this.database = database;
    this.dataKey = makeKeys(join(folder, 'keys'));
  }

  /** Starts it and gives the milliseconds from process start to the first healthy answer, and of the processor. */
  async start(nodeOptions = []) {
    this.port = await freePort();
    const begun = performance.now();
    this.said = [];
    this.child = spawn(process.execPath, [...nodeOptions, join(root, 'cloud/bootstrap.js')], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Midway wants a home for its log files, though it writes none here.
      env: { PATH: process.env.PATH, HOME: this.folder, ...this.environment() },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (chunk) => this.said.push(String(chunk)));
    while (!(await this.isHealthy())) {
      if (this.child.exitCode !== null)
        throw new Error(`The service ended at its start: ${this.said.join('')}`);
      if (performance.now() - begun > 120_000)
        throw new Error(`The service did not become ready: ${this.said.join('')}`);
      await new Promise((wake) => setTimeout(wake, 10));
    }
    return { took: performance.now() - begun, processor: processorMs(this.pid) };
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.child.pid;
  }

  /** Resident memory of the process, MB: now and at its highest. */
  memory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    return { now: of('VmRSS'), highest: of('VmHWM') };
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    const late = setTimeout(() => {
      console.log(
        `The service did not stop within half a minute; its last words: ${this.said.slice(-3).join('')}`,
      );
      this.child.kill('SIGKILL');
    }, 30_000);
    await gone;
    clearTimeout(late);
  }

  async isHealthy() {
    return fetch(`${this.url}/api/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  environment() {
    return {
      NODE_ENV: 'production',
      LIFTTRUST_PORT: String(this.port),
      LIFTTRUST_DATA_DIR: join(this.folder, 'service'),
      LIFTTRUST_KEY_DIR: join(this.folder, 'keys'),
      LIFTTRUST_CHECKPOINT_DIR: join(this.folder, 'checkpoints'),
      LIFTTRUST_DATABASE: this.database.replace(/^mysql:/, 'mariadb:'),
      LIFTTRUST_CITY_FILE: join(root, 'cloud/sandbox/city.json'),
      LIFTTRUST_FACE_WORKERS: '0',
    };
  }
}
