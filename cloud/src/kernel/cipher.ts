import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Init, Singleton } from '@midwayjs/core';
import { keyFile, keyFileIfThere, VersionedKeys } from './key.folder';

const ivBytes = 12;
const tagBytes = 16;
const newKey = () => randomBytes(32);

/**
 * Encrypts personal data at rest with AES-256-GCM under keys that are not in the database. The newest key encrypts;
 * older ones decrypt until everything has been sealed anew (`npm run rotate-keys`).
 * Layout: key version (1 byte) ‖ IV (12) ‖ tag (16) ‖ ciphertext.
 */
@Singleton()
export class Cipher {
  private readonly keys = new VersionedKeys('data', newKey);
  private index: Buffer;

  @Init()
  open(): void {
    this.index ??= indexKey();
    this.keys.read();
  }

  /** Version of the key that encrypts now. */
  get newestVersion(): number {
    return Math.max(...this.keys.all().keys());
  }

  encryptBytes(plain: Uint8Array): Buffer {
    const version = this.newestVersion;
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(version), iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body]);
  }

  decryptBytes(sealed: Uint8Array): Buffer {
    const buffer = Buffer.from(sealed);
    const iv = buffer.subarray(1, 1 + ivBytes);
    const tag = buffer.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.keyOf(buffer[0] ?? 0), iv);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(buffer.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
  }

  encrypt(plain: string): string {
    return this.encryptBytes(Buffer.from(plain, 'utf8')).toString('base64');
  }

  decrypt(sealed: string): string {
    return this.decryptBytes(Buffer.from(sealed, 'base64')).toString('utf8');
  }

  /** A blind index: finds equal values without storing them. Its key is not rotated, or nobody would be found again. */
  fingerprint(purpose: string, value: string): string {
    return createHmac('sha256', this.index).update(`${purpose}\u0000${value}`).digest('hex');
  }

  private keyOf(version: number): Buffer {
    const key = this.keys.all().get(version) ?? this.keys.read().get(version);
    if (!key) throw new Error(`Data key ${version} is not in the key folder.`);
    return key;
  }
}

/**
 * `index.key`. Installations from before there was one index with their first data key; rotating the data key keeps
 * those bytes as `index.key`.
 */
function indexKey(): Buffer {
  return keyFileIfThere('index.key') ?? keyFileIfThere('data-1.key') ?? keyFile('index.key', newKey);
}
