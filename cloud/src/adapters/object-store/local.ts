import { constants } from 'node:fs';
import { access, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { writeOnce } from '../../kernel/write-once';
import { ObjectDiffers, type ObjectStore } from './port';

// By its code alone: errors of the file system may come from another realm, where `instanceof Error` is false.
const isMissing = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The object store in a folder. No reader sees half an object, and none is ever replaced. */
export class LocalObjectStore implements ObjectStore {
  /** `folder` is absolute; it is made when the first object comes. */
  constructor(private readonly folder: string) {}

  async ready(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await access(this.folder, constants.W_OK);
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const path = this.path(key);
    await mkdir(dirname(path), { recursive: true });
    if (await writeOnce(path, bytes)) return;
    const present = await readFile(path);
    if (!present.equals(bytes)) throw new ObjectDiffers(key);
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
