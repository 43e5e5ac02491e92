import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const servers = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/sbin/mariadbd'];

export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Bytes that the data set needs: rows, indices and the log files, with a fifth to spare. */
export const bytesNeeded = (records) => Math.round((600e6 + records * 3_600) * 1.2);

/** Says what is needed and refuses to begin what cannot end. */
export function checkDisk(folder, records) {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const [needed, free] = [bytesNeeded(records), bavail * bsize];
  const inGb = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
  console.log(`Disk: ${records} records need about ${inGb(needed)}, ${inGb(free)} are free in ${folder}.`);
  if (free < needed) {
    console.error(
      'There is not enough room. Give another place with --dir, or fewer records with --records.',
    );
    process.exit(1);
  }
}

/**
 * A private MariaDB on a folder that is kept between runs: its own port, no password, every commit written through
 * to the disk as in production.
 */
export async function startMariadb(folder, records) {
  const server = servers.find(existsSync);
  if (!server)
    throw new Error('MariaDB is not installed: apt-get install mariadb-server, then run this again.');
  const data = join(folder, 'data');
  const as = userInfo().username === 'root' ? ['--user=root'] : [];
  // Servers that run at once must not share a folder for temporary tables.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const env = { ...process.env, TMPDIR: temporary };
  if (!existsSync(data)) {
    const made = spawnSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        `--datadir=${data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...as,
      ],
      { encoding: 'utf8', env },
    );
    if (made.status !== 0) throw new Error(`MariaDB could not be prepared: ${made.stderr}`);
  }
  const port = await freePort();
  // Long paths are refused for sockets; the temporary folder's is short.
  const socket = join(tmpdir(), `lifttrust-bench-${port}.sock`);
  const child = spawn(
    server,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${socket}`,
      `--pid-file=${join(tmpdir(), `lifttrust-bench-${port}.pid`)}`,
      '--skip-networking=0',
      '--innodb-flush-log-at-trx-commit=1',
      `--innodb-buffer-pool-size=${records > 3_000_000 ? '6G' : records > 100_000 ? '2G' : '256M'}`,
      `--innodb-log-file-size=${records > 100_000 ? '1G' : '96M'}`,
      '--max-connections=400',
      '--log-output=TABLE',
      ...as,
    ],
    { stdio: 'ignore', env },
  );
  const address = `mysql://root@127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await (await createConnection(address)).end();
      break;
    } catch (error) {
      if (attempt > 600 || child.exitCode !== null) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  const stop = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
    rmSync(socket, { force: true });
  };
  return { address, stop };
}
