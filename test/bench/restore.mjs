// How long a backup and a restore with the proof of the whole log take: node test/bench/restore.mjs --database mariadb://… [--records 240000]
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { root } from '../../cloud/scripts/prepare.mjs';
import { runSources } from '../../cloud/scripts/typescript.cjs';
import { optionsOf } from './command-line.mjs';
import { SealedLog } from './sealed-log.mjs';

const option = optionsOf('node test/bench/restore.mjs --database mariadb://… [--records 240000]');
const records = Number(option('records', 240_000));
/** 2.4 million records in half an hour. */
const goal = 2_400_000 / 1800;

process.env.MIDWAY_TS_MODE = 'true';
runSources();
const require = createRequire(`${root}/test/bench/here.js`);
const load = (path) => require(`${root}/cloud/src/${path}.ts`);
const shared = (path) => require(`${root}/shared-types/src/${path}.ts`);
const { startService } = load('kernel/testing/service');
const { sealedBodies } = load('archive/testing/sealed-months');
const { newId } = load('kernel/new-id');
const { canonicalJson } = shared('proof/proof.hash');

const gb = (bytes) => `${(bytes / 1e9).toFixed(2)} GB`;
const seconds = async (act) => {
  const begun = performance.now();
  const value = await act();
  return { took: (performance.now() - begun) / 1000, value };
};

/** What every record of the bench has in common: a real submission of thirty items, without its photographs' objects. */
function bodies() {
  const sample = sealedBodies(newId(), {
    ...{ liftId: newId(), companyId: newId(), ownerId: newId(), divisionCode: '999901' },
    completedAt: Date.now(),
  });
  const { dayOf } = shared('kernel/time');
  const signed = {
    edition: 1,
    by: '某某',
    personId: newId(),
    reason: null,
    satisfaction: null,
    fileId: null,
  };
  return {
    closedText: canonicalJson({ ...sample.closed, salt: '' }),
    signedClosed: canonicalJson({ ...signed, contentHash: '', deviceId: null, salt: '' }),
    openOf: (recordId, liftId, completedAt) => ({
      ...{ ...sample.open, recordId, liftId, visitId: newId(), completedAt, receivedAt: completedAt },
      ...{ startedAt: completedAt - 1_800_000, completedOn: dayOf(completedAt), evidence: [] },
      ...{ nextPlannedOn: dayOf(completedAt + 15 * 86_400_000), verificationCode: recordId.slice(-16) },
    }),
  };
}

const address = option('database');
const service = await startService(address);
const { bavail, bsize } = statfsSync(service.folder);
const needed = records * 60_000;
console.log(`Disk: ${records} records need about ${gb(needed)}, ${gb(bavail * bsize)} are free.`);
if (bavail * bsize < needed) throw new Error('There is not enough room: give fewer records with --records.');
const of = (path, name) => service.get(load(path)[name]);
// From here on the log is written by hand.
await (await of('ledger/checkpointer', 'Checkpointer')).stop();
const signer = (await of('ledger/ledger.signer', 'LedgerSigner')).current();
const logId = await (await of('ledger/ledger.query', 'LedgerQuery')).logId();
const tools = {
  ...{ ...shared('proof/proof.hash'), ...shared('proof/proof.subtree'), ...shared('proof/proof.signature') },
  ...{ ...load('ledger/entry.hash'), bodies: bodies() },
};
const connection = await createConnection(address.replace(/^mariadb:/, 'mysql:'));
const log = new SealedLog(connection, { tools, signer, logId, newId, now: Date.now() });
const filling = await seconds(() => log.fill(records));
const checkpointDir = join(service.folder, 'checkpoints');
mkdirSync(join(checkpointDir, logId), { recursive: true });
const { checkpoint } = log;
const checkpointFile = `${String(checkpoint.size).padStart(12, '0')}.json`;
writeFileSync(join(checkpointDir, logId, checkpointFile), `${JSON.stringify(checkpoint)}\n`);
const [[{ bytes }]] = await connection.query(
  'SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()',
);
await connection.end();
console.log(
  `filled ${records} records, ${checkpoint.size} entries, ${gb(Number(bytes))} in ${filling.took.toFixed(0)} s; ` +
    `${(tools.bodies.closedText.length / 1000).toFixed(1)} kB of a record are closed`,
);

const places = ['place-1', 'place-2'].map((name) => join(service.folder, name));
for (const place of places) mkdirSync(place);

/** A command as an operator runs it; gives what it said, and its highest resident memory in MB. */
function run(command, args = []) {
  const env = {
    ...{ ...process.env, NODE_ENV: 'test', MIDWAY_TS_MODE: '', LIFTTRUST_DATA_DIR: service.folder },
    ...{ LIFTTRUST_KEY_DIR: join(service.folder, 'keys'), LIFTTRUST_CHECKPOINT_DIR: checkpointDir },
    ...{ LIFTTRUST_DATABASE: address, LIFTTRUST_BACKUP_DIR: places[0], LIFTTRUST_BACKUP_COPY_DIR: places[1] },
  };
  const profile = option('profile');
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [...flags, `cloud/scripts/${command}.mjs`, ...args], {
      ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    let said = '';
    let memory = 0;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)));
    const watching = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000);
      } catch {
        // It has ended.
      }
    }, 100);
    child.once('close', (code) => {
      clearInterval(watching);
      if (code === 0) done({ said, memory });
      else failed(new Error(`${command} ended with ${code}: ${said}`));
    });
  });
}

const bytesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

try {
  const backup = await seconds(() => run('backup'));
  console.log(
    `backup into two places: ${backup.took.toFixed(1)} s, ${gb(bytesBelow(places[0]))} in each, ` +
      `memory at its highest ${backup.value.memory.toFixed(0)} MB`,
  );
  const drill = await seconds(() => run('drill'));
  const { said, memory } = drill.value;
  console.log(said.trim().replaceAll(/^/gm, '  '));
  const rate = records / drill.took;
  console.log(
    `restore with proof: ${drill.took.toFixed(1)} s for ${records} records, ${rate.toFixed(0)} a second (goal ${goal.toFixed(0)}), ` +
      `memory at its highest ${memory.toFixed(0)} MB; at this rate 2 400 000 take ${(2_400_000 / rate / 60).toFixed(1)} minutes`,
  );
  process.exitCode = rate >= goal || records < 10_000 ? 0 : 1;
} finally {
  await service.stop();
}
process.exit();
