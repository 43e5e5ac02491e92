import { dropFile } from '../platform/files';
import { storage } from '../platform/storage';

const key = 'sent-photos';
/** About 30 MB at most: the phone lends its room, it does not give it. */
const most = 60;

type Sent = { fileId: string; path: string };

function all(): Sent[] {
  const read = storage.read(key);
  return Array.isArray(read) ? read.filter(isSent) : [];
}

const isSent = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && 'fileId' in value && 'path' in value;

/** Photographs of the work stay on the phone for a while, so that a page shows them without loading them again. */
export async function rememberSent(fileId: string, path: string): Promise<void> {
  const kept = [...all().filter((sent) => sent.fileId !== fileId), { fileId, path }];
  const dropped = kept.splice(0, Math.max(0, kept.length - most));
  storage.write(key, kept);
  for (const { path: old } of dropped) await dropFile(old);
}

/** Where this phone keeps a photograph it sent; null when it came from another phone or was dropped. */
export const sentPhotoPath = (fileId: string): string | null =>
  all().find((sent) => sent.fileId === fileId)?.path ?? null;
