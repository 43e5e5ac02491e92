import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
// What is measured here says nothing anyway: the databases may lie in the memory, where the run keeps its others.
const env = { ...process.env, TMPDIR: process.env.LIFTTRUST_TEST_FOLDER ?? tmpdir() };
const bench = (...options: string[]) =>
  spawnSync(process.execPath, ['test/bench/run.mjs', '--quick', ...options], {
    cwd: root,
    encoding: 'utf8',
    env,
  });

// Not a measurement: that the bench measures what it says, from an empty folder to the table.
test('the bench fills a database, measures each case against its floor and prints the table', () => {
  const folder = mkdtempSync(join(env.TMPDIR, 'lifttrust-bench-'));
  const run = bench('--dir', folder);
  rmSync(folder, { recursive: true, force: true });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  for (const name of ['scan page of a lift', 'submission of a visit', 'four years of one lift'])
    expect(run.stdout).toMatch(new RegExp(`\\| ${name}[^|]*\\| 32 \\|`));
  for (const said of ['Overdue lifts by company', 'Memory of the service', 'first healthy answer'])
    expect(run.stdout).toContain(said);
}, 300_000);

test('a month is packed, with prints and without; a backup of a true log is made, restored and proven', () => {
  const run = bench('--only', 'packages,restore');
  for (const said of [
    'prints ready: 80 records in 2 packages',
    'prints made meanwhile',
    'restore with proof',
  ])
    expect(run.stdout).toContain(said);
  expect(run.stdout).toContain('800 entries');
}, 300_000);

test('the groups with a service of their own read an address book, sign people in, find a face, plan a month and open the public page on a slow network', () => {
  const run = bench('--only', 'directory,sign-in,identify,plan,live,blackout,public-page');
  for (const database of ['sqlite', 'mariadb'])
    for (const said of [
      `address book on ${database}: 200 people`,
      `sign-in on ${database}: 40 people`,
      `plan of 240 lifts, 7 pairs of technicians, on ${database}`,
      `6 calls for help at the same moment, 20 watchers (3 of them desks that read the queue), on ${database}: people called for 6 of 6`,
    ])
      expect(run.stdout).toContain(said);
  expect(run.stdout).toContain('nearest of all');
  expect(run.stdout).toContain('news to 200 sockets');
  for (const network of ['2G', '4G']) expect(run.stdout).toContain(`public page on ${network}`);
}, 300_000);
