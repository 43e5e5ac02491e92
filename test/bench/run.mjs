import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { build } from '../../cloud/scripts/build.mjs';
import { root } from '../../cloud/scripts/prepare.mjs';
import { aloneGroups, measureAlone } from './alone.mjs';
import { readingCases } from './cases.mjs';
import { Dataset } from './dataset.mjs';
import { checkDisk, startMariadb } from './mariadb.mjs';
import { measureReads, measureSubmissions } from './measure.mjs';
import { dayOf } from './names.mjs';
import { readOptions } from './options.mjs';
import { overdueStatement, timed } from './queries.mjs';
import { toMarkdown, writeDocs } from './report.mjs';
import { median } from './runner.mjs';
import { scopeCost } from './scope.mjs';
import { BenchService } from './service.mjs';

const options = readOptions(process.argv.slice(2));
const begun = performance.now();
const folder = resolve(options.dir, `${options.records}`);
const stamp = join(folder, 'filled.json');
// A data set of other tables or another filling is no use.
const made = fingerprint();
// Those with a service of their own are asked for by name: they take longer than all others together.
const alone = aloneGroups.filter((name) => options.only?.has(name));
for (const name of alone) options.only.delete(name);
if (alone.length > 0) {
  const isGood = await measureAlone(alone, options);
  if (options.only.size === 0) process.exit(isGood ? 0 : 1);
}
const wants = (group) => !options.only || options.only.has(group);

if (options.fresh || (readStamp().made !== made && !(options.keep && existsSync(stamp))))
  rmSync(folder, { recursive: true, force: true });
checkDisk(folder, existsSync(stamp) ? 0 : options.records);
await build('service');
const mariadb = await startMariadb(folder, options.records);
const address = `${mariadb.address}/bench`;
const server = await createConnection(mariadb.address);
await server.query('CREATE DATABASE IF NOT EXISTS bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
const [[{ version }]] = await server.query('SELECT VERSION() AS version');
const connection = await createConnection({ uri: address, multipleStatements: false });
const keeping = join(folder, 'service');
mkdirSync(keeping, { recursive: true });
const service = new BenchService(keeping, address);

function readStamp() {
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'test/bench/dataset.mjs')));
  for (const name of readdirSync(join(root, 'cloud/migrations')).sort())
    hash.update(readFileSync(join(root, 'cloud/migrations', name)));
  return hash.digest('hex');
}

async function fill() {
  console.log(`Filling the database with ${options.records} records …`);
  // The first start makes the tables.
  await service.start();
  await service.stop();
  await new Dataset(connection, { ...options, now: Date.now() }).fill();
  writeFileSync(stamp, JSON.stringify({ made, filledOn: dayOf(Date.now()) }));
}

async function readiness() {
  const times = [];
  for (let count = 0; count < (options.quick ? 1 : 5); count += 1) {
    times.push(await service.start());
    await service.stop();
  }
  const middleOf = (name) => median(times.map((time) => time[name])) / 1000;
  return `From process start to the first healthy answer on a migrated database: **${middleOf('took').toFixed(2)} s** (≤ 2 s), of the processor ${middleOf('processor').toFixed(2)} s`;
}

async function overdue() {
  const parameters = [dayOf(Date.now()), '9999%'];
  const { p50, p99 } = await timed(connection, overdueStatement(), parameters);
  const [[{ lifts }]] = await connection.query('SELECT COUNT(*) AS lifts FROM lift');
  return `Overdue lifts by company over the whole city (${lifts} lifts): **${p50.toFixed(2)} ms**, p99 ${p99.toFixed(2)} ms (≤ 2 ms)`;
}

try {
  if (!existsSync(stamp)) await fill();
  const { filledOn } = readStamp();
  if (filledOn !== dayOf(Date.now()))
    console.log(`The data set is of ${filledOn}; --fresh makes one of today.`);
  const extras = [];
  if (wants('readiness')) extras.push(await readiness());
  await service.start(options.profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`] : []);
  const context = { connection, service, folder: keeping, options };
  const cases = readingCases(options).filter((each) => wants(each.group));
  const reads = cases.length > 0 ? await measureReads(context, cases) : [];
  const submissions = wants('submission') ? await measureSubmissions(context) : [];
  if (wants('memory')) {
    const { now, highest } = service.memory();
    extras.push(
      `Memory of the service after the 32-connection runs, without face workers: **${now.toFixed(0)} MB** resident, ${highest.toFixed(0)} MB at its highest (≤ 300 MB)`,
    );
  }
  if (wants('overdue')) extras.push(await overdue());
  if (wants('scope')) extras.push(await scopeCost(connection, service));
  await service.stop();
  const took = (performance.now() - begun) / 1000;
  const markdown = toMarkdown({ reads, submissions, extras, options, database: `MariaDB ${version}`, took });
  console.log(`\n${markdown}`);
  writeFileSync(join(keeping, 'statements.json'), JSON.stringify([...reads, ...submissions], null, 2));
  if (options.write) writeDocs(markdown, options.records);
} finally {
  await service.stop();
  await connection.end();
  await server.end();
  await mariadb.end();
}
process.exit(0);
