import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Init, Singleton } from '@midwayjs/core';
import { env } from './env';

const ivBytes = 12;
const tagBytes = 16;

/** Reads a key file; makes it at the first start, except in production, where a missing key is an error. */
export function keyFile(name: string, make: () => Buffer): Buffer {
  const path = join(env().keyDir, name);
  if (existsSync(path)) return readFileSync(path);
  if (env().mode === 'production') throw new Error(`Key file ${name} is missing in the key folder.`);
  mkdirSync(env().keyDir, { recursive: true, mode: 0o700 });
  writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
  return readFileSync(path);
}

/**
 * Encrypts personal data at rest with AES-256-GCM under a key that is not in the database.
 * Layout: key version (1 byte) ‖ IV (12) ‖ tag (16) ‖ ciphertext.
 */
@Singleton()
export class Cipher {
  private readonly version = 1;
  private key: Buffer;

  @Init()
  open(): void {
    this.key ??= keyFile('data-1.key', () => randomBytes(32));
  }

  encryptBytes(plain: Uint8Array): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from([this.version]), iv, cipher.getAuthTag(), body]);
  }

  decryptBytes(sealed: Uint8Array): Buffer {
    const buffer = Buffer.from(sealed);
    const iv = buffer.subarray(1, 1 + ivBytes);
    const tag = buffer.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(buffer.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
  }

  encrypt(plain: string): string {
    return this.encryptBytes(Buffer.from(plain, 'utf8')).toString('base64');
  }

  decrypt(sealed: string): string {
    return this.decryptBytes(Buffer.from(sealed, 'base64')).toString('utf8');
  }

  /** A blind index: finds equal values without storing them. */
  fingerprint(purpose: string, value: string): string {
    return createHmac('sha256', this.key).update(`${purpose}\u0000${value}`).digest('hex');
  }
}
