import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { manifestsOf } from './manifest.mjs';
import { sha256, unseal } from './seal.mjs';
import { emptyBuried } from './tombstones.mjs';

const unpack = promisify(gunzip);
const ahead = 4;

/** Every whole backup of every place, newest first: `places` are those that hold it. A place that is away is told. */
export async function listBackups(places, say = () => {}) {
  const found = new Map();
  for (const place of places) {
    try {
      for await (const manifest of manifestsOf(place.store)) {
        const known = found.get(manifest.id);
        if (known) known.places.push(place);
        else found.set(manifest.id, { manifest, places: [place] });
      }
    } catch (error) {
      say(`第 ${place.number} 处（${place.words}）读不出来：${error.message}`);
    }
  }
  return [...found.values()].sort((a, b) => b.manifest.at - a.manifest.at);
}

/** The part as it was written, from the first place that has it right. */
async function readPart({ name, sha256: expected }, places) {
  const troubles = [];
  for (const { store, number } of places) {
    let absent = '没有';
    const sealed = await store.get(name).catch((error) => {
      absent = `读不出来（${error.message}）`;
      return null;
    });
    if (!sealed) troubles.push(`第 ${number} 处${absent}`);
    else if (sha256(sealed) !== expected) troubles.push(`第 ${number} 处的已被改动`);
    else return unpack(unseal(name, sealed));
  }
  throw new Error(`备份的分块 ${name} 读不出来：${troubles.join('，')}。`);
}

/** In their order, while the next ones are already being read. */
async function* partsOf(manifest, places) {
  const waiting = [];
  let next = 0;
  while (next < manifest.parts.length || waiting.length > 0) {
    while (next < manifest.parts.length && waiting.length < ahead) {
      const reading = readPart(manifest.parts[next], places);
      // Looked at when its turn has come; an earlier one may fail first.
      reading.catch(() => undefined);
      waiting.push(reading);
      next += 1;
    }
    yield waiting.shift();
  }
}

/**
 * Puts the database of one backup into a target and empties it of what has been deleted since. `checkpointDir` must hold
 * the tombstones already. Gives how many cells and rows were emptied.
 */
export async function putDatabaseBack({ manifest, places }, address, { mayReplace, now, checkpointDir }) {
  const isFile = address.startsWith('sqlite:');
  if (isFile !== (manifest.engine === 'sqlite'))
    throw new Error(`这份备份是 ${manifest.engine} 的，LIFTTRUST_DATABASE 指向的不是同一种数据库。`);
  const { openTarget } = await import(isFile ? './load-sqlite.mjs' : './load-mariadb.mjs');
  const where = isFile ? address.slice('sqlite:'.length) : address;
  const target = await openTarget(where, { mayReplace, now });
  try {
    for await (const bytes of partsOf(manifest, places)) await target.write(bytes);
  } catch (error) {
    await target.drop();
    throw error;
  }
  return target.finish((run) => emptyBuried(run, checkpointDir));
}
