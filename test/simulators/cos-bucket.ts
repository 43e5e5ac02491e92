import { createHash } from 'node:crypto';
import { CosRefusal } from './cos-error';

export interface StoredObject {
  bytes: Buffer;
  contentType: string;
  /** Epoch milliseconds; null: not locked. */
  retainUntil: number | null;
  storedAt: number;
}

/** Object lock of a bucket: off, or on, with a retention for objects that bring none of their own. */
export type LockSetting = { defaultDays: number | null } | null;

const dayMs = 86_400_000;

/** The reflected ECMA-182 polynomial, as in `x-cos-hash-crc64ecma`. */
const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  return value;
});

const known = new WeakMap<Buffer, string>();

/** CRC-64/XZ as a decimal number; 123456789 gives 11051210869376104954. */
export function crc64(bytes: Buffer): string {
  const sum = known.get(bytes) ?? computed(bytes);
  known.set(bytes, sum);
  return sum;
}

function computed(bytes: Buffer): string {
  const ones = 0xffffffffffffffffn;
  let crc = ones;
  for (const byte of bytes) crc = (crcTable[Number((crc ^ BigInt(byte)) & 0xffn)] ?? 0n) ^ (crc >> 8n);
  return String(crc ^ ones);
}

/** One bucket: objects under keys, written under the documented conditions. */
export class CosBucket {
  readonly objects = new Map<string, StoredObject>();
  lock: LockSetting = null;
  /** All bytes the bucket may hold together; beyond: the account's quota is full. */
  quotaBytes = Number.POSITIVE_INFINITY;
  /** Versioning makes `x-cos-forbid-overwrite` void. */
  isVersioned = false;

  constructor(
    readonly name: string,
    readonly region: string,
  ) {}

  read(key: string): StoredObject {
    const found = this.objects.get(key);
    if (!found) throw new CosRefusal('NoSuchKey', 'The specified key does not exist.');
    return found;
  }

  write(key: string, bytes: Buffer, headers: Record<string, string | undefined>, now: number): StoredObject {
    const present = this.objects.get(key);
    const mayNot = headers['x-cos-forbid-overwrite'] === 'true' && !this.isVersioned;
    if (present && mayNot) throw new CosRefusal('FileAlreadyExists', 'File already exists');
    if (present?.retainUntil && present.retainUntil > now)
      throw new CosRefusal('AccessDenied', 'The object is locked.');
    mustHaveDigest(headers['content-md5'], bytes);
    const held = [...this.objects.values()].reduce((sum, one) => sum + one.bytes.length, 0);
    if (held + bytes.length > this.quotaBytes) throw new CosRefusal('QuotaExceeded');
    const stored = {
      bytes,
      contentType: headers['content-type'] ?? 'application/octet-stream',
      retainUntil: this.retention(headers, now),
      storedAt: now,
    };
    this.objects.set(key, stored);
    return stored;
  }

  remove(key: string, now: number): void {
    const present = this.objects.get(key);
    if (present?.retainUntil && present.retainUntil > now)
      throw new CosRefusal('AccessDenied', 'The object is locked.');
    this.objects.delete(key);
  }

  /** Somebody with other rights than ours puts other bytes in an object's place. */
  replaceBehindOurBack(key: string, bytes: Buffer): void {
    this.objects.set(key, { ...this.read(key), bytes });
  }

  private retention(headers: Record<string, string | undefined>, now: number): number | null {
    const mode = headers['x-cos-object-lock-mode'];
    const until = headers['x-cos-object-lock-retain-until-date'];
    if (!mode && !until) return this.lock?.defaultDays ? now + this.lock.defaultDays * dayMs : null;
    if (!this.lock) throw new CosRefusal('InvalidRequest', 'The bucket has no object lock configuration.');
    if (mode !== 'COMPLIANCE')
      throw new CosRefusal(
        'InvalidArgument',
        'invalid object lock header, x-cos-object-lock mode must be COMPLIANCE',
      );
    const at = Date.parse(until ?? '');
    if (Number.isNaN(at) || at <= now) throw new CosRefusal('InvalidArgument', 'retain-until-date');
    return at;
  }
}

function mustHaveDigest(given: string | undefined, bytes: Buffer): void {
  if (given === undefined) return;
  if (Buffer.from(given, 'base64').length !== 16) throw new CosRefusal('InvalidDigest');
  if (createHash('md5').update(bytes).digest('base64') !== given) throw new CosRefusal('BadDigest');
}
