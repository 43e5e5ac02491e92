import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../service-code.mjs';

const { env } = load('kernel/env');
const { VersionedKeys } = load('kernel/key.folder');

const mark = Buffer.from('LTB1');
const ivBytes = 12;
const tagBytes = 16;
const headBytes = mark.length + 1 + ivBytes + tagBytes;

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const keys = new VersionedKeys('backup', () => randomBytes(32));

/** Refuses where there is none: a key that a backup makes by itself in production would never be kept elsewhere. */
export function newestKey() {
  try {
    return Math.max(...keys.all().keys());
  } catch (cause) {
    throw new Error(
      '没有备份密钥。请先运行 npm run backup -- --new-key，把生成的文件另存两份，由两个人分开保管。',
      { cause },
    );
  }
}

/** Version of the key made. */
export function makeKey() {
  let version = 1;
  for (mkdirSync(env().keyDir, { recursive: true, mode: 0o700 }); ; version += 1) {
    try {
      const path = join(env().keyDir, `backup-${version}.key`);
      writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' });
      return version;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function keyOf(version) {
  const key = keys.all().get(version) ?? keys.read().get(version);
  if (!key) throw new Error(`备份是用 backup-${version}.key 加密的，密钥文件夹里没有这个文件。`);
  return key;
}

/**
 * AES-256-GCM under the newest backup key. `name` is authenticated with it, so that no part can be put in another's
 * place. Layout: `LTB1` ‖ key version (1 byte) ‖ IV (12) ‖ tag (16) ‖ ciphertext.
 */
export function seal(name, plain) {
  const version = newestKey();
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(version), iv);
  cipher.setAAD(Buffer.from(name));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([mark, Buffer.from([version]), iv, cipher.getAuthTag(), ...body]);
}

/** Throws when these are not the bytes that were sealed under this name. */
export function unseal(name, sealed) {
  if (sealed.length < headBytes || !sealed.subarray(0, mark.length).equals(mark))
    throw new Error(`${name} 不是备份文件。`);
  const at = mark.length + 1;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(sealed[mark.length]),
    sealed.subarray(at, at + ivBytes),
  );
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(sealed.subarray(at + ivBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]);
  } catch (cause) {
    throw new Error(`${name} 已被改动，或密钥不对。`, { cause });
  }
}

/** Over the manifest: whoever may write to a place but has no key cannot make a backup that a restore would take. */
export const macOf = (version, text) =>
  createHmac('sha256', keyOf(version)).update(`lifttrust-backup\u0000${text}`).digest('hex');

export const isSame = (left, right) =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
