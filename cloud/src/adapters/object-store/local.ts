import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import type { ObjectStore } from './port';

// By its code alone: errors of the file system may come from another realm, where `instanceof Error` is false.
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';
const isThere = (error: unknown) => codeOf(error) === 'EEXIST';

/** The object store in a folder: temporary file, fsync, then an exclusive link, so that no reader sees half an object. */
@Singleton()
export class LocalObjectStore implements ObjectStore {
  private path(key: string): string {
    const path = normalize(join(env().objectDir, key));
    if (!path.startsWith(env().objectDir + sep)) throw new Error('an object key may not leave its folder');
    return path;
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const path = this.path(key);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await link(temporary, path);
    } catch (error) {
      if (!isThere(error)) throw error;
      const present = await readFile(path);
      if (!present.equals(bytes)) throw new Error('an object is never replaced by other bytes');
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async get(key: string): Promise<Buffer | null> {
    try {
      return await readFile(this.path(key));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }
}
