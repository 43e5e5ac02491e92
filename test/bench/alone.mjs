import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { build } from '../../cloud/scripts/build.mjs';
import { root } from '../../cloud/scripts/prepare.mjs';
import { MariadbServer } from '../database/mariadb-server.cjs';

const onBoth = (script, sizes) =>
  sizes.flatMap((size) => ['sqlite', 'mariadb'].map((database) => ({ script, database, size })));

/** Measured with a service and data of their own, not on the large data set; three readings of the address book. */
const groups = {
  directory: (quick) =>
    onBoth('test/bench/directory.mjs', quick ? [['--people', '200', '--departments', '10']] : [[], [], []]),
  'sign-in': (quick) =>
    onBoth(
      'test/bench/sign-in.mjs',
      quick
        ? [['--people', '40', '--connections', '4']]
        : [
            ['--connections', '4'],
            ['--connections', '32'],
          ],
    ),
  identify: (quick) => [{ script: 'test/bench-face/identify.mjs', size: quick ? ['500'] : [] }],
  due: (quick) => [
    { script: 'test/bench/due.mjs', database: 'mariadb', size: quick ? ['--lifts', '2000'] : [] },
  ],
  plan: (quick) => onBoth('test/bench/planning.mjs', quick ? [['--lifts', '240', '--rounds', '1']] : [[]]),
  packages: (quick) => [
    {
      script: 'test/bench/packages.mjs',
      database: 'mariadb',
      size: quick ? ['--lifts', '20', '--fresh', '4'] : [],
    },
  ],
  restore: (quick) => [
    { script: 'test/bench/restore.mjs', database: 'mariadb', size: quick ? ['--records', '400'] : [] },
  ],
  live: (quick) => [
    { script: 'test/bench/live.mjs', size: quick ? ['--sockets', '200', '--rounds', '2'] : [] },
  ],
  blackout: (quick) =>
    onBoth(
      'test/bench/blackout.mjs',
      quick
        ? [['--lifts', '6', '--seconds', '0', '--watchers', '20', '--desks', '3']]
        : [[], ['--seconds', '0']],
    ),
  'public-page': (quick) => [{ script: 'test/bench/public-page.mjs', size: quick ? ['--rounds', '1'] : [] }],
  import: (quick) => [{ script: 'test/bench/import.mjs', size: quick ? ['--rows', '500'] : [] }],
};

export const aloneGroups = Object.keys(groups);

const run = (script, options) =>
  new Promise((ended, failed) => {
    const child = spawn(process.execPath, [join(root, script), ...options], { cwd: root, stdio: 'inherit' });
    child.once('error', failed);
    child.once('exit', (code) => ended(code === 0));
  });

/** One after the other, each on a database of its own. @returns whether all have reached their goals */
export async function measureAlone(names, { quick }) {
  const jobs = names.flatMap((name) => groups[name](quick));
  await build('service');
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-bench-'));
  const mariadb = jobs.some(({ database }) => database === 'mariadb')
    ? await MariadbServer.on(folder, ['--innodb-buffer-pool-size=1G'])
    : null;
  let isGood = true;
  try {
    for (const [at, { script, database, size }] of jobs.entries()) {
      const options = [...size];
      if (database === 'mariadb')
        options.push('--database', await freshDatabase(mariadb.address, `bench_${at}`));
      isGood = (await run(script, options)) && isGood;
    }
  } finally {
    await mariadb?.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return isGood;
}

async function freshDatabase(address, name) {
  const server = await createConnection(address);
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await server.end();
  return `${address.replace(/^mysql:/, 'mariadb:')}/${name}`;
}
