import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { load } from '../service-code.mjs';
import { copyLogFiles } from './log-files.mjs';
import { commitManifest, manifestsOf, newestManifest, partName, removeBackup } from './manifest.mjs';
import { copyObjects, removeBuried } from './objects.mjs';
import { mainObjects } from './places.mjs';
import { newestKey, seal, sha256 } from './seal.mjs';
import { headOf, openSource } from './source.mjs';
import { buriedKeys } from './tombstones.mjs';

const { env } = load('kernel/env');
const pack = promisify(gzip);
const dayMs = 86_400_000;
/** Files are stored a little before or after the row says so; a day more costs nothing but a look. */
const marginMs = dayMs;
const partsAtOnce = 3;

const idAt = (at) =>
  `${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;

/** Places that still take what is sent; one that fails is left out, and named at the end. */
class Open {
  constructor(places) {
    this.places = places;
    this.failed = new Map();
  }

  get good() {
    return this.places.filter((place) => !this.failed.has(place));
  }

  async each(work) {
    await Promise.all(
      this.good.map((place) => work(place).catch((error) => this.failed.set(place, error.message))),
    );
    if (this.good.length === 0)
      throw new Error(`没有一处备份写得进去：${[...this.failed.values()].join('；')}`);
  }
}

/** Tombstones and checkpoints alone: quick enough for every quarter of an hour. */
export async function copyWitnesses(places) {
  const open = new Open(places);
  const counts = { tombstones: 0, checkpoints: 0 };
  await open.each(async ({ store }) => {
    counts.tombstones += await copyLogFiles(store, 'tombstones', env().checkpointDir);
    counts.checkpoints += await copyLogFiles(store, 'log', env().checkpointDir);
  });
  return { ...counts, failed: open.failed };
}

/**
 * One backup into every place: the database as it is at one instant, then the checkpoints up to there, then the objects
 * it knows. So the database never knows more than the rest. Gives the manifest, and which places failed and why.
 */
export async function makeBackup(places, say = () => {}) {
  newestKey();
  const open = new Open(places);
  const startedAt = Date.now();
  await open.each(clearLeftovers);
  const at = Date.now();
  const source = await openSource(env().database, at);
  try {
    const id = idAt(at);
    const head = await headOf(source.query);
    const parts = await copyDatabase(open, id, source.chunks());
    say(`数据库：${parts.length} 个分块，存证 ${head.size} 条，维保记录 ${head.records} 份。`);
    const objects = new Map();
    const buried = [...(await buriedKeys(env().checkpointDir))];
    await open.each(async (place) => {
      const { store } = place;
      await copyLogFiles(store, 'tombstones', env().checkpointDir);
      await copyLogFiles(store, 'log', env().checkpointDir);
      await removeBuried(store, buried);
      const last = await newestManifest(store);
      const since = last && last.objects.absent === 0 ? last.at - marginMs : 0;
      objects.set(place, await copyObjects(source.query, { main: mainObjects(), store, since }));
    });
    const draft = {
      format: 1,
      id,
      engine: source.engine,
      at,
      startedAt,
      endedAt: Date.now(),
      ...head,
      parts,
    };
    let manifest = null;
    await open.each(async (place) => {
      manifest = await commitManifest(place.store, { ...draft, objects: objects.get(place) });
      await prune(place.store, at);
    });
    return { manifest, failed: open.failed };
  } finally {
    await source.close();
  }
}

async function copyDatabase(open, id, chunks) {
  const parts = [];
  const under = new Set();
  let failure = null;
  const send = async (number, chunk) => {
    const name = partName(id, number);
    const sealed = seal(name, await pack(chunk, { level: 1 }));
    await open.each(({ store }) => store.put(name, sealed));
    parts[number - 1] = { name, bytes: sealed.length, sha256: sha256(sealed) };
  };
  let number = 0;
  for await (const chunk of chunks) {
    number += 1;
    const sent = send(number, chunk).catch((error) => {
      failure ??= error;
    });
    under.add(sent);
    sent.then(() => under.delete(sent));
    if (under.size >= partsAtOnce) await Promise.race(under);
    if (failure) throw failure;
  }
  await Promise.all(under);
  if (failure) throw failure;
  return parts;
}

/** Backups older than the city keeps, but never the last one. */
async function prune(store, now) {
  const { backupKeepDays } = env();
  let isNewest = true;
  for await (const manifest of manifestsOf(store)) {
    if (!isNewest && manifest.at < now - backupKeepDays * dayMs) await removeBackup(store, manifest);
    isNewest = false;
  }
}

/** Parts of runs that were killed. A bucket's own lifecycle rule does the same (docs/operations.md). */
async function clearLeftovers({ number }) {
  const place = env().backups[number - 1];
  if (place?.kind !== 'local') return;
  const folder = join(place.folder, 'backups');
  if (!existsSync(folder)) return;
  for (const id of readdirSync(folder))
    if (!existsSync(join(folder, id, 'manifest.json')))
      rmSync(join(folder, id), { recursive: true, force: true });
}
