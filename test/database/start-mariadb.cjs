const { spawn, spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir, userInfo } = require('node:os');
const { join } = require('node:path');
const { createConnection } = require('mysql2/promise');

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** A private MariaDB in a temporary folder: its own port, no password, gone after the run. */
module.exports = async () => {
  if (process.env.LIFTTRUST_TEST_MARIADB) return;
  const server = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/sbin/mariadbd'].find(existsSync);
  if (!server)
    throw new Error('MariaDB is not installed; npm test installs it on Debian, or says what to install.');
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-mariadb-'));
  const data = join(folder, 'data');
  const as = userInfo().username === 'root' ? ['--user=root'] : [];
  const made = spawnSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...as,
    ],
    // Two servers prepared at once must not share a folder for temporary tables.
    { encoding: 'utf8', env: { ...process.env, TMPDIR: folder } },
  );
  if (made.status !== 0) throw new Error(`MariaDB could not be prepared: ${made.stderr}`);
  const port = await freePort();
  const child = spawn(
    server,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 's.sock')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--skip-networking=0',
      '--innodb-buffer-pool-size=128M',
      '--max-connections=400',
      ...as,
    ],
    { stdio: 'ignore', detached: false, env: { ...process.env, TMPDIR: folder } },
  );
  const address = `mysql://root@127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const connection = await createConnection(address);
      await connection.end();
      break;
    } catch (error) {
      if (attempt > 150 || child.exitCode !== null) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  process.env.LIFTTRUST_TEST_MARIADB = address;
  globalThis.lifttrustMariadb = { child, folder };
};
