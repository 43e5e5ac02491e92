import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

// By its code alone: errors of the file system may come from another realm, where `instanceof Error` is false.
const isThere = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

/**
 * Writes a file that is never written again: temporary file, fsync, then an exclusive link. False when the file exists,
 * which is left as it is. After a crash it is there whole or not at all, and no reader ever sees half of it.
 */
export async function writeOnce(path: string, content: string | Uint8Array): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await writeThrough(temporary, content);
    await link(temporary, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (isThere(error)) return false;
    throw error;
  } finally {
    // A write that failed for want of room must not keep what little there was.
    await rm(temporary, { force: true });
  }
}

async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the file system keeps the order of names itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
