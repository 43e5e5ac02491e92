import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from '../service-code.mjs';
import { Journal } from './journal.mjs';

const { writeOnce } = load('kernel/write-once');

const batchFiles = 2000;
const checkpointName = /^(\w{1,40})\/(\d{12})\.json$/;
const keyFileName = /\.(pub|handover\.json)$/;
const tombstoneFolder = /^[a-z]+-tombstones$/;

const sizeIn = (name) => Number(checkpointName.exec(name)?.[2] ?? 0);

/** Names below the checkpoint folder: `<log>/<size>.json`, `<key>.pub`, `<kind>-tombstones/<id>.json`. */
function namesIn(folder, wanted) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return wanted(entry.name) ? [entry.name] : [];
    const inside = readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`);
    return inside.filter(wanted);
  });
}

const kinds = {
  log: (name) => checkpointName.test(name) || (keyFileName.test(name) && !name.includes('/')),
  tombstones: (name) => name.endsWith('.json') && tombstoneFolder.test(dirname(name)),
};

/**
 * What lies beside the database for ever: checkpoints with their public keys, and tombstones. A place has them in a
 * journal of its own that no backup's end takes along, so that the newest tombstones stand beside the oldest backup.
 */
export async function copyLogFiles(store, kind, folder) {
  const journal = new Journal(store, kind);
  const known = new Set();
  for await (const batch of journal.all())
    for (const { name, text } of batch) {
      if (text === null) known.delete(name);
      else known.add(name);
    }
  const fresh = namesIn(folder, kinds[kind])
    .filter((name) => !known.has(name))
    .sort();
  for (let at = 0; at < fresh.length; at += batchFiles)
    await journal.add(
      fresh.slice(at, at + batchFiles).map((name) => ({
        name,
        text: readFileSync(join(folder, name), 'utf8'),
      })),
    );
  return fresh.length;
}

/**
 * Checkpoints up to the size that a restored log has, public keys and handovers; what is there already stays as it is.
 * Gives the checkpoints of that log, in the folder, that are larger: of entries that the backup does not have.
 */
export async function bringLogFiles(stores, folder, { logId, size }) {
  for (const store of stores)
    for await (const { name, text } of standing(new Journal(store, 'log')))
      if (!name.startsWith(`${logId}/`) || sizeIn(name) <= size) await bring(folder, name, text);
  return namesIn(folder, kinds.log).filter((name) => name.startsWith(`${logId}/`) && sizeIn(name) > size);
}

/** What a journal holds and has not taken back later (a loss that was accepted). */
async function* standing(journal) {
  const takenBack = new Map();
  let number = 0;
  for await (const batch of journal.all()) {
    number += 1;
    for (const { name, text } of batch) if (text === null) takenBack.set(name, number);
  }
  number = 0;
  for await (const batch of journal.all()) {
    number += 1;
    for (const file of batch) if (file.text !== null && number > (takenBack.get(file.name) ?? 0)) yield file;
  }
}

/** From now on these are no checkpoints of the log; what they were can still be read in the place. */
export async function takeBack(stores, names) {
  for (const store of stores)
    await new Journal(store, 'log').add(names.map((name) => ({ name, text: null })));
}

/** The union of what every place and the folder know to be deleted. */
export async function bringTombstones(stores, folder) {
  for (const store of stores)
    for await (const batch of new Journal(store, 'tombstones').all())
      for (const { name, text } of batch) await bring(folder, name, text);
  return namesIn(folder, kinds.tombstones);
}

async function bring(folder, name, text) {
  const path = join(folder, name);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  await writeOnce(path, text);
}
