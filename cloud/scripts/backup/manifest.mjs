import { Journal } from './journal.mjs';
import { isSame, macOf, newestKey } from './seal.mjs';

const manifestOf = (id) => `backups/${id}/manifest.json`;
const textOf = ({ mac: _mac, ...rest }) => JSON.stringify(rest);

export const partName = (id, number) => `backups/${id}/${String(number).padStart(6, '0')}.part`;

/**
 * What makes a folder of parts a backup: written last, after every part, and then entered into the place's journal.
 * Parts without it are what a killed run left behind, and no restore looks at them.
 */
export async function commitManifest(store, draft) {
  const keyVersion = newestKey();
  const manifest = { ...draft, keyVersion };
  const signed = { ...manifest, mac: macOf(keyVersion, textOf(manifest)) };
  await store.put(manifestOf(draft.id), Buffer.from(`${JSON.stringify(signed, null, 1)}\n`));
  await new Journal(store, 'index').add({ id: draft.id, at: draft.at });
  return signed;
}

/** Null where there is none any more; throws when it is not ours. */
export async function readManifest(store, id) {
  const bytes = await store.get(manifestOf(id));
  if (!bytes) return null;
  const manifest = JSON.parse(bytes.toString('utf8'));
  if (!isSame(String(manifest.mac), macOf(manifest.keyVersion, textOf(manifest))))
    throw new Error(`备份 ${id} 的清单已被改动。`);
  return manifest;
}

/** Whole backups of one place, newest first. */
export async function* manifestsOf(store) {
  for await (const { id } of new Journal(store, 'index').backwards()) {
    const manifest = await readManifest(store, id);
    if (manifest) yield manifest;
  }
}

export async function newestManifest(store) {
  for await (const manifest of manifestsOf(store)) return manifest;
  return null;
}

/** First the manifest: from then on it is no backup, and the rest may go at any speed. */
export async function removeBackup(store, manifest) {
  await store.remove(manifestOf(manifest.id));
  for (const { name } of manifest.parts) await store.remove(name);
}
