import { load } from '../service-code.mjs';

const { env } = load('kernel/env');
const { LocalObjectStore } = load('adapters/object-store/local');
const { CosObjectStore } = load('adapters/object-store/cos');
const { OutsideService } = load('adapters/outside/outside-service');

/** Nobody waits at a screen: a part of a backup may take a minute, and is tried again three times. */
const patience = { timeoutMs: 60_000, repeats: 3, failuresInARow: 20, restMs: 1000 };

/** A store by its configuration: folder or bucket, with the same way of writing once and reading. */
export function storeOf(place, name) {
  if (place.kind === 'local') return new LocalObjectStore(place.folder);
  const access = { ...place.access, timeoutMs: patience.timeoutMs, lock: 'off' };
  return new CosObjectStore(access, new OutsideService(name, patience));
}

const wordsOf = (place) =>
  place.kind === 'local' ? place.folder : `cos://${place.access.bucket}@${place.access.region}`;

/** The configured places of backups: `number` as people count, `words` for messages. */
export function backupPlaces() {
  const { backups } = env();
  if (backups.length === 0)
    throw new Error('没有说备份放在哪里。请设 LIFTTRUST_BACKUP_DIR 和 LIFTTRUST_BACKUP_COPY_DIR。');
  return backups.map((place, index) => ({
    number: index + 1,
    words: wordsOf(place),
    store: storeOf(place, `backup-${index + 1}`),
  }));
}

/** Where the service keeps its objects. */
export const mainObjects = () => storeOf(env().objects, 'objects');
