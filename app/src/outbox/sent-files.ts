import { dropFile } from '../platform/files';
import type { Sealed } from '../store/sealed-storage';
import { vault } from '../store/vault-of-phone';
import type { CommandFile } from './command';

const name = 'sent-photos';
/** About 30 MB at most: the phone lends its room, it does not give it. */
const most = 60;

type Sent = { fileId: string; localId: string; path: string; bytes: number };

function all(store: Sealed | null): Sent[] {
  const read = store?.read(name);
  return Array.isArray(read) ? read.filter(isSent) : [];
}

const isSent = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && 'fileId' in value && 'path' in value;

/**
 * Photographs of the work stay on the phone for a while, so that a page shows them without loading them again; every
 * other file goes as soon as the service has it.
 */
export async function dropSentFile({ purpose, fileId, localId, file }: CommandFile): Promise<void> {
  const store = vault.store();
  if (purpose !== 'photo' || !fileId || !store) return dropFile(file.path);
  const sent = { fileId, localId, path: file.path, bytes: file.bytes };
  const kept = [...all(store).filter((older) => older.fileId !== fileId), sent];
  const dropped = kept.splice(0, Math.max(0, kept.length - most));
  store.write(name, kept);
  for (const { path: old } of dropped) await dropFile(old);
}

/** Where this phone keeps a photograph it sent; null when it came from another phone or was dropped. */
export const sentPhotoPath = (fileId: string): string | null =>
  all(vault.store()).find((sent) => sent.fileId === fileId || sent.localId === fileId)?.path ?? null;

/** Bytes of the photographs that are kept only to be shown. */
export const sentPhotoBytes = (): number => all(vault.store()).reduce((sum, { bytes }) => sum + bytes, 0);

/** Makes room: they can be loaded again. */
export async function dropSentPhotos(): Promise<void> {
  const store = vault.store();
  const kept = all(store);
  store?.remove(name);
  for (const { path } of kept) await dropFile(path);
}
