// How fast a month is packed: node test/bench/packages.mjs [--lifts 3000] [--fresh 200] [--database mariadb://…]
// Two months of one company and one owner: one whose prints the nights have made, one that nobody has printed yet.
import { createRequire } from 'node:module';
import { root } from '../../cloud/scripts/prepare.mjs';
import { runSources } from '../../cloud/scripts/typescript.cjs';
import { optionsOf } from './command-line.mjs';

const option = optionsOf(
  'node test/bench/packages.mjs [--lifts 3000] [--fresh 200] [--database sqlite|mariadb://…]',
);
const lifts = Number(option('lifts', 3000));
/** Records of the month without prints: each takes a quarter of a second of a processor. */
const fresh = Number(option('fresh', 200));
const goal = 50;
const dayMs = 86_400_000;

process.env.MIDWAY_TS_MODE = 'true';
runSources();
const require = createRequire(`${root}/test/bench/here.js`);
const load = (path) => require(`${root}/cloud/src/${path}.ts`);
const { startService } = load('kernel/testing/service');
const { newId } = load('kernel/new-id');
const { sealRecord } = load('archive/testing/sealed-months');
const { systemCtx } = load('kernel/actor');
const { Archive } = load('archive/archive.entity');
const { ArchivePrint } = load('archive/archive-print.entity');
const { monthBounds, monthBefore, monthToPrepare } = require(
  `${root}/shared-types/src/archive/archive.rules.ts`,
);

const service = await startService(option('database', 'sqlite'));
const of = (path, name) => service.get(load(path)[name]);
const work = await of('kernel/unit-of-work', 'UnitOfWork');
const ledger = await of('ledger/ledger.service', 'LedgerService');
const clock = await of('kernel/clock', 'Clock');
const database = await of('kernel/database', 'Database');
const { manager } = database.reader;

const seconds = async (act) => {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
};
const numbered = async () => {
  await (await of('ledger/ledger.sequencer', 'LedgerSequencer')).settle();
  await (await of('ledger/checkpointer', 'Checkpointer')).checkpoint();
};

/** Each lift is maintained on the 5th and on the 20th, as the law wants it. */
async function sealMonth(month, liftIds) {
  const [companyId, ownerId] = [newId(), newId()];
  const { from } = monthBounds(month);
  for (const day of [5, 20])
    for (let at = 0; at < liftIds.length; at += 100)
      await work.run(systemCtx(clock.now()), async (tx) => {
        for (const liftId of liftIds.slice(at, at + 100))
          await sealRecord(tx, ledger, {
            ...{ liftId, companyId, ownerId, divisionCode: '999901' },
            completedAt: from + day * dayMs,
          });
      });
  await numbered();
}

/** What the nights would have printed: one real print, kept for every record as if it were its own. */
async function printAhead() {
  const bundles = await of('ledger/ledger.bundle.query', 'LedgerBundleQuery');
  const bundle = await bundles.begin(await bundles.checkedSize());
  const [first] = await manager.query(
    'SELECT id AS recordId, lift_id AS liftId, entry_seq AS entrySeq FROM record ORDER BY id LIMIT 1',
  );
  await (await of('archive/archive.lifts', 'ArchiveLifts')).print(bundle, [
    { ...first, entrySeq: Number(first.entrySeq) },
  ]);
  const { fastHash } = load('ledger/entry.hash');
  const { canonicalJson } = require(`${root}/shared-types/src/proof/proof.hash.ts`);
  const { insertRows } = load('kernel/insert-rows');
  const [one] = await manager.find(ArchivePrint, { take: 1 });
  const records = await manager.query('SELECT id, content_hash AS hash FROM record');
  const rows = records
    .filter(({ id }) => id !== one.recordId)
    .map(({ id, hash }) => ({
      ...{ ...one, recordId: id },
      shows: fastHash(canonicalJson({ layout: 1, entries: [hash] })),
    }));
  await work.run(systemCtx(clock.now()), (tx) => insertRows(tx.manager, ArchivePrint, rows));
  return one.bytes;
}

/** Highest resident memory in each quarter of the work: flat when the last is not above the first. */
function watchMemory() {
  const samples = [];
  const timer = setInterval(() => samples.push(process.memoryUsage().rss / 1e6), 50);
  return () => {
    clearInterval(timer);
    const quarter = Math.max(1, Math.ceil(samples.length / 4));
    return [0, 1, 2, 3].map((at) => Math.max(0, ...samples.slice(at * quarter, (at + 1) * quarter)));
  };
}

async function pack() {
  const before = new Set((await manager.find(Archive)).map(({ id }) => id));
  const runner = await of('archive/archive.runner', 'ArchiveRunner');
  await (await of('archive/archive.planner', 'ArchivePlanner')).plan();
  const memory = watchMemory();
  const took = await seconds(() => runner.run());
  const made = (await manager.find(Archive)).filter(({ id }) => !before.has(id));
  const sum = (name) => made.reduce((total, archive) => total + Number(archive[name]), 0);
  const isReady = made.length > 0 && made.every(({ state }) => state === 'ready');
  return {
    took,
    packages: made.length,
    records: sum('records'),
    bytes: sum('bytes'),
    isReady,
    memory: memory(),
  };
}

/** The same files, already in memory, packed and written to the same disk: no database, no proof, no reading back. */
async function floor(records, prints) {
  const { packFile } = load('archive/zip');
  const { writeFileSync } = require('node:fs');
  const bundles = await of('ledger/ledger.bundle.query', 'LedgerBundleQuery');
  const bundle = await bundles.begin(await bundles.checkedSize());
  const rows = await manager.query(
    'SELECT id AS recordId, lift_id AS liftId, entry_seq AS entrySeq FROM record ORDER BY lift_id LIMIT 32',
  );
  const toPack = rows.map((row) => ({ ...row, entrySeq: Number(row.entrySeq) }));
  const folders = await (await of('archive/archive.lifts', 'ArchiveLifts')).folders(bundle, toPack);
  const files = folders.flatMap((folder) => folder.files);
  const times = Math.max(1, Math.floor(records / rows.length));
  const took = await seconds(async () => {
    for (let round = 0; round < times; round += 1) {
      const packed = [];
      for (const { path, content } of files) packed.push((await packFile(path, content, prints)).bytes);
      writeFileSync(`${service.folder}/floor.part`, Buffer.concat(packed));
    }
  });
  return (times * rows.length) / took;
}

const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const tell = (name, { took, packages, records, bytes, memory }) =>
  console.log(
    `${name}: ${records} records in ${packages} packages, ${took.toFixed(1)} s, ${(records / took).toFixed(1)} records a second, ` +
      `${mb(bytes)}; memory by quarters ${memory.map((each) => each.toFixed(0)).join(' / ')} MB`,
  );

const { archives } = (await of('city/city.service', 'CityService')).parameters;
// Planning begins with the month before the present one; the second month is packed a month later.
const first = monthToPrepare(clock.now(), archives);
const ids = Array.from({ length: lifts }, () => newId());
const sealing = await seconds(() => sealMonth(first, ids));
console.log(`sealed ${lifts * 2} records of ${lifts} lifts in ${sealing.toFixed(1)} s`);
const printBytes = await printAhead();
const ready = await pack();
tell('prints ready', ready);
const floorRate = await floor(ready.records, clock.now());
const rate = ready.records / ready.took;
console.log(
  `  floor (the same files packed and written): ${floorRate.toFixed(0)} records a second; ratio ${(rate / floorRate).toFixed(2)}; a print has ${Math.round(printBytes / 1000)} kB`,
);

const { from } = monthBounds(first);
clock.shift(from + 62 * dayMs - clock.now());
const next = monthToPrepare(clock.now(), archives);
if (monthBefore(next) !== first) throw new Error(`${next} does not follow ${first}`);
await sealMonth(next, ids.slice(0, Math.ceil(fresh / 2)));
const unprinted = await pack();
tell('prints made meanwhile', unprinted);
console.log(
  `  each record is printed once and packed twice: ${(unprinted.records / 2 / unprinted.took).toFixed(1)} prints a second`,
);
await service.stop();
process.exit(ready.isReady && unprinted.isReady && rate >= goal ? 0 : 1);
