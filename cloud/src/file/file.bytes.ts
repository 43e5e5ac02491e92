import { Inject, Singleton } from '@midwayjs/core';
import { ObjectStores } from '../adapters/object-store/object-stores';
import type { ObjectStore } from '../adapters/object-store/port';
import { Cipher } from '../kernel/cipher';
import { log } from '../kernel/log';
import { absent, altered, whileReading } from './file.trouble';
import { hashInKey, sha256Of } from './object.keys';
import type { StoredFile } from './stored-file.entity';

/** The bytes when they are what was stored, else null. */
type Check = (bytes: Buffer) => Buffer | null;

/**
 * Stored bytes on their way out. The hash is taken at every reading: what lies in the store may have been replaced by
 * somebody with other rights than ours, and such bytes are shown to nobody.
 */
@Singleton()
export class FileBytes {
  @Inject() stores: ObjectStores;
  @Inject() cipher: Cipher;

  /** As it was sent; decrypted when it lies sealed. */
  original(file: StoredFile): Promise<Buffer> {
    return this.right(file, file.objectKey, (bytes) => {
      const plain = file.isSealed ? this.unsealed(bytes) : bytes;
      return plain && sha256Of(plain) === file.sha256 ? plain : null;
    });
  }

  /** The copy with the words on it, where there is one; else the original. */
  watermarked(file: StoredFile): Promise<Buffer> {
    const { watermarkKey } = file;
    if (!watermarkKey) return this.original(file);
    const hash = hashInKey(watermarkKey);
    return this.right(file, watermarkKey, (bytes) => (!hash || sha256Of(bytes) === hash ? bytes : null));
  }

  private async right(file: StoredFile, key: string, check: Check): Promise<Buffer> {
    const { main, copy } = this.stores;
    const first = await this.look(file, main, key, check, 'main');
    if (first.bytes) return first.bytes;
    const second = copy && !file.isSealed ? await this.look(file, copy, key, check, 'copy') : null;
    if (second?.bytes) {
      log.warn('file.copy_used', { fileId: file.id, because: first.state });
      return second.bytes;
    }
    const states = [first.state, second?.state];
    if (states.includes('altered')) throw altered();
    if (states.includes('unreachable')) await whileReading(Promise.reject(first.error ?? second?.error));
    throw absent();
  }

  private async look(file: StoredFile, store: ObjectStore, key: string, check: Check, place: string) {
    try {
      const found = await store.get(key);
      const bytes = found && check(found);
      if (found && !bytes) log.error('file.altered', { fileId: file.id, key, place });
      return { bytes, state: bytes ? 'right' : found ? 'altered' : 'absent', error: null } as const;
    } catch (error) {
      return { bytes: null, state: 'unreachable', error } as const;
    }
  }

  private unsealed(bytes: Buffer): Buffer | null {
    try {
      return this.cipher.decryptBytes(bytes);
    } catch {
      return null;
    }
  }
}
