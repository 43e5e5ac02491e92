import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { ObjectDiffers, type ObjectStore } from './port';

// By its code alone: errors of the file system may come from another realm, where `instanceof Error` is false.
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';
const isThere = (error: unknown) => codeOf(error) === 'EEXIST';

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The object store in a folder: temporary file, fsync, then an exclusive link, so that no reader sees half an object. */
export class LocalObjectStore implements ObjectStore {
  /** `folder` is absolute; it is made when the first object comes. */
  constructor(private readonly folder: string) {}

  async ready(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await access(this.folder, constants.W_OK);
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const path = this.path(key);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeThrough(temporary, bytes);
      await link(temporary, path);
    } catch (error) {
      if (!isThere(error)) throw error;
      const present = await readFile(path);
      if (!present.equals(bytes)) throw new ObjectDiffers(key);
    } finally {
      // A write that failed for want of room must not keep what little there was.
      await rm(temporary, { force: true });
    }
  }

  get(key: string): Promise<Buffer | null> {
    return unlessMissing(readFile(this.path(key)));
  }

  async head(key: string): Promise<{ bytes: number } | null> {
    const found = await unlessMissing(stat(this.path(key)));
    return found && { bytes: found.size };
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  /** Phones send to `/api/uploads`, and the service puts the bytes here. */
  grant(): null {
    return null;
  }

  private path(key: string): string {
    const path = normalize(join(this.folder, key));
    if (!path.startsWith(this.folder + sep)) throw new Error('an object key may not leave its folder');
    return path;
  }
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
