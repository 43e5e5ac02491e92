// How fast a month is packed: node test/bench/packages.mjs [--lifts 3000] [--print 40] [--database mariadb://…]
// Prints are made for the first records only, to measure them; all others share one of these, stored as if printed.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { root } from '../../cloud/scripts/prepare.mjs';
import { runSources } from '../../cloud/scripts/typescript.cjs';

const { values } = parseArgs({
  options: {
    lifts: { type: 'string', default: '3000' },
    print: { type: 'string', default: '40' },
    database: { type: 'string', default: 'sqlite' },
  },
});
const lifts = Number(values.lifts);
process.env.MIDWAY_TS_MODE = 'true';
runSources();
const require = createRequire(`${root}/test/bench/here.js`);
const load = (path) => require(`${root}/cloud/src/${path}.ts`);
const { startService } = load('kernel/testing/service');
const { newId } = load('kernel/new-id');
const { sealRecord } = load('archive/testing/sealed-months');
const { systemCtx } = load('kernel/actor');

const service = await startService(values.database);
const of = (path, name) => service.get(load(path)[name]);
const [work, ledger, clock] = [
  await of('kernel/unit-of-work', 'UnitOfWork'),
  await of('ledger/ledger.service', 'LedgerService'),
  await of('kernel/clock', 'Clock'),
];
const { monthToPrepare, monthBounds } = require(`${root}/shared-types/src/archive/archive.rules.ts`);
const { archives } = (await of('city/city.service', 'CityService')).parameters;
const { from } = monthBounds(monthToPrepare(clock.now(), archives));
const [companyId, ownerId] = [newId(), newId()];
const ids = Array.from({ length: lifts }, () => newId());
const ctx = systemCtx(clock.now());
for (const day of [5, 20])
  for (let at = 0; at < lifts; at += 100)
    await work.run(ctx, async (tx) => {
      for (const liftId of ids.slice(at, at + 100))
        await sealRecord(tx, ledger, {
          ...{ liftId, companyId, ownerId, divisionCode: '999901' },
          completedAt: from + day * 86_400_000,
        });
    });
await (await of('ledger/ledger.sequencer', 'LedgerSequencer')).settle();
await (await of('ledger/checkpointer', 'Checkpointer')).checkpoint();

const seconds = async (act) => {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
};
const { manager } = (await of('kernel/database', 'Database')).reader;
const bundles = await of('ledger/ledger.bundle.query', 'LedgerBundleQuery');
const prints = await of('archive/archive.prints', 'ArchivePrints');
const liftFolders = await of('archive/archive.lifts', 'ArchiveLifts');
const bundle = await bundles.begin(await bundles.checkedSize());
const rows = await manager.query(
  'SELECT id AS recordId, lift_id AS liftId, entry_seq AS entrySeq FROM record ORDER BY lift_id',
);
const some = rows.slice(0, Number(values.print));
await liftFolders.print(bundle, some.slice(0, 2));
const printing = await seconds(() => liftFolders.print(bundle, some.slice(2)));

// What the nights would have printed.
const { ArchivePrint } = load('archive/archive-print.entity');
const { fastHash } = load('ledger/entry.hash');
const { canonicalJson } = require(`${root}/shared-types/src/proof/proof.hash.ts`);
const [one] = await manager.find(ArchivePrint, { take: 1 });
const hashes = await manager.query('SELECT id, content_hash AS hash FROM record');
const kept = new Set((await manager.find(ArchivePrint)).map(({ recordId }) => recordId));
const { insertRows } = load('kernel/insert-rows');
await work.run(ctx, (tx) =>
  insertRows(
    tx.manager,
    ArchivePrint,
    hashes
      .filter(({ id }) => !kept.has(id))
      .map(({ id, hash }) => ({
        ...one,
        recordId: id,
        shows: fastHash(canonicalJson({ layout: 1, entries: [hash] })),
      })),
  ),
);

let highest = 0;
const watching = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage().rss);
}, 50);
const runner = await of('archive/archive.runner', 'ArchiveRunner');
await (await of('archive/archive.planner', 'ArchivePlanner')).plan();
const before = process.memoryUsage().rss;
const packing = await seconds(() => runner.run());
clearInterval(watching);
const made = await manager.find(load('archive/archive.entity').Archive);
const records = made.reduce((sum, archive) => sum + archive.records, 0);
const bytes = made.reduce((sum, archive) => sum + archive.bytes, 0);

// The floor: the same files, already in memory, packed and written to the same disk. No database, no proofs, no hashing back.
const { packFile } = load('archive/zip');
const { writeFileSync } = require('node:fs');
const sample = await liftFolders.folders(
  bundle,
  rows.slice(0, 32).map((row) => ({ ...row, entrySeq: Number(row.entrySeq) })),
);
const files = sample.flatMap((folder) => folder.files);
const sampled = sample.reduce((sum, folder) => sum + folder.records, 0);
const times = Math.max(1, Math.floor(records / sampled));
const floor = await seconds(async () => {
  for (let round = 0; round < times; round += 1) {
    const packed = [];
    for (const { path, content } of files) packed.push((await packFile(path, content, from)).bytes);
    writeFileSync(`${service.folder}/floor.part`, Buffer.concat(packed));
  }
});
const rate = records / packing;
const floorRate = (times * sampled) / floor;
console.log(
  '| Month of | Records a second (≥ 50) | Floor | Ratio | Size | Memory before / highest | Prints a second, one thread |',
);
console.log('|---|--:|--:|--:|--:|--:|--:|');
console.log(
  `| ${lifts} lifts, ${records} records in ${made.length} packages | **${rate.toFixed(0)}** | ${floorRate.toFixed(0)} | ${(rate / floorRate).toFixed(2)} | ${(bytes / 1e6).toFixed(0)} MB | ${(before / 1e6).toFixed(0)} / ${(highest / 1e6).toFixed(0)} MB | ${((some.length - 2) / printing).toFixed(1)} |`,
);
await service.stop();
process.exit(made.every(({ state }) => state === 'ready') && rate >= 50 ? 0 : 1);
