'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, rmSync } = require('node:fs');
const { tmpdir, userInfo } = require('node:os');
const { join } = require('node:path');
const { createConnection } = require('mysql2/promise');
const { freePort } = require('../fixture/free-port.cjs');

const programs = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/sbin/mariadbd'];
const as = userInfo().username === 'root' ? ['--user=root'] : [];
const patienceMs = 60_000;

/** A private MariaDB on a folder: its own port, no password. It may be killed and started again on the same data. */
exports.MariadbServer = class MariadbServer {
  /** @param {string} folder @param {string[]} options those of the server, e.g. `--max-connections=400` */
  static async on(folder, options) {
    const program = programs.find(existsSync);
    if (!program)
      throw new Error('MariaDB is not installed: npm test installs it on Debian, or says what to install.');
    const server = new MariadbServer(program, folder, await freePort(), options);
    server.#prepare();
    await server.start();
    return server;
  }

  #program;
  #data;
  #env;
  #arguments;
  #leftBehind;
  #child;

  /** Of the running server, whose processor time somebody may measure. */
  get pid() {
    return this.#child?.pid;
  }

  constructor(program, folder, port, options) {
    this.#program = program;
    this.#data = join(folder, 'data');
    // Servers that run at once must not share a folder for temporary tables.
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary, { recursive: true });
    this.#env = { ...process.env, TMPDIR: temporary };
    this.address = `mysql://root@127.0.0.1:${port}`;
    // Long paths are refused for sockets; the system's temporary folder has a short one.
    const socket = join(tmpdir(), `lifttrust-mariadb-${port}.sock`);
    const pid = join(tmpdir(), `lifttrust-mariadb-${port}.pid`);
    this.#leftBehind = [socket, pid];
    this.#arguments = [
      '--no-defaults',
      `--datadir=${this.#data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${socket}`,
      `--pid-file=${pid}`,
      '--skip-networking=0',
      ...options,
      ...as,
    ];
  }

  /** Comes back once it answers. */
  async start() {
    const child = spawn(this.#program, this.#arguments, { stdio: 'ignore', env: this.#env });
    this.#child = child;
    const until = Date.now() + patienceMs;
    for (;;) {
      try {
        await (await createConnection(this.address)).end();
        return;
      } catch (cause) {
        if (child.exitCode !== null) throw new Error('MariaDB ended at its start.', { cause });
        if (Date.now() > until) {
          await this.end('SIGKILL');
          throw new Error('MariaDB did not answer within a minute.', { cause });
        }
        await new Promise((wake) => setTimeout(wake, 50));
      }
    }
  }

  /** @param {NodeJS.Signals} [signal] */
  async end(signal = 'SIGTERM') {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill(signal);
      await gone;
    }
    for (const path of this.#leftBehind) rmSync(path, { force: true });
  }

  #prepare() {
    if (existsSync(this.#data)) return;
    const made = spawnSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        `--datadir=${this.#data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...as,
      ],
      { encoding: 'utf8', env: this.#env },
    );
    if (made.status === 0) return;
    // Half a folder would be taken for a whole one the next time.
    rmSync(this.#data, { recursive: true, force: true });
    throw new Error(`MariaDB could not be prepared: ${made.stderr}`);
  }
};
