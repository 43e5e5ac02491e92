import { resolve } from 'node:path';
import { z } from '@lifttrust/shared-types/kernel/zod';

/** COS regions of mainland China, finance zones included: evidence and pictures of people stay there. */
const mainland =
  /^$|^ap-(beijing|beijing-1|nanjing|shanghai|guangzhou|chengdu|chongqing|(shenzhen|shanghai|beijing)-fsi)$/;
const region = () => z.string().regex(mainland, 'a COS region of mainland China').default('');

const backupBucket = /^cos:\/\/([a-z0-9][a-z0-9-]*-\d{5,})@([a-z0-9-]+)$/;
const backupPlace = () =>
  z
    .string()
    .refine((text) => {
      const found = backupBucket.exec(text);
      return found ? mainland.test(found[2] ?? '-') : !text.includes('://');
    }, 'a folder, or cos://<bucket>@<region of mainland China>')
    .default('');

const bucketName = /^$|^[a-z0-9][a-z0-9-]*-\d{5,}$/;

/** Where evidence lies: a folder, or Tencent COS; and where its second copy lies (docs/storage.md). */
export const storageVariables = {
  LIFTTRUST_OBJECT_STORE: z.enum(['local', 'cos']).default('local'),
  LIFTTRUST_OBJECT_DIR: z.string().default(''),
  /** A second folder, on another disk; empty: none. */
  LIFTTRUST_OBJECT_COPY_DIR: z.string().default(''),
  /** Bucket with its APPID: `evidence-1250000000`. */
  LIFTTRUST_COS_BUCKET: z.string().regex(bucketName, 'a bucket with its APPID').default(''),
  LIFTTRUST_COS_REGION: region(),
  /** A second bucket, best in another region; empty: none. */
  LIFTTRUST_COS_COPY_BUCKET: z.string().regex(bucketName, 'a bucket with its APPID').default(''),
  LIFTTRUST_COS_COPY_REGION: region(),
  LIFTTRUST_COS_SECRET_ID: z.string().default(''),
  LIFTTRUST_COS_SECRET_KEY: z.string().default(''),
  /** Only with temporary credentials. */
  LIFTTRUST_COS_TOKEN: z.string().default(''),
  /** Another way to the buckets, `{Bucket}` and `{Region}` filled in: a private network, a simulator. */
  LIFTTRUST_COS_DOMAIN: z.string().default(''),
  LIFTTRUST_COS_PROTOCOL: z.enum(['https:', 'http:']).default('https:'),
  /** Where phones send their files when they reach the bucket by another name than the service does. */
  LIFTTRUST_COS_UPLOAD_URL: z.union([z.literal(''), z.url()]).default(''),
  /** One attempt of one request, milliseconds. */
  LIFTTRUST_COS_TIMEOUT: z.coerce.number().int().min(100).max(60_000).default(8000),
  /** `ask`: evidence is locked where the bucket has object lock; `off`: never asked, never locked. */
  LIFTTRUST_COS_LOCK: z.enum(['ask', 'off']).default('ask'),
  /** How long evidence is locked where the bucket can lock, days; four years and a month by default. */
  LIFTTRUST_COS_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(1491),
  /** Two independent places for backups, each a folder or `cos://<bucket>@<region>`; the service writes to neither. */
  LIFTTRUST_BACKUP_DIR: backupPlace(),
  LIFTTRUST_BACKUP_COPY_DIR: backupPlace(),
  /** How many days a backup is kept, and with it what has been deleted since. */
  LIFTTRUST_BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(35),
};

const Raw = z.object(storageVariables);
type Raw = z.output<typeof Raw>;

export interface CosAccess {
  bucket: string;
  region: string;
  secretId: string;
  secretKey: string;
  /** Null with a permanent key. */
  token: string | null;
  /** Null: the vendor's own address of the bucket. */
  domain: string | null;
  protocol: 'https:' | 'http:';
  /** Null: phones use the same address as the service. */
  uploadUrl: string | null;
  timeoutMs: number;
  lock: 'ask' | 'off';
}

export type ObjectPlace = { kind: 'local'; folder: string } | { kind: 'cos'; access: CosAccess };

export interface StorageEnv {
  objects: ObjectPlace;
  /** Null: evidence lies once. */
  objectsCopy: ObjectPlace | null;
  /** For how long evidence is locked where the store can lock. */
  evidenceDays: number;
  /** Where backups go, at most two places; empty: there are none. */
  backups: ObjectPlace[];
  backupKeepDays: number;
}

/** What is missing or contradicts itself; each names the variable to mend. */
export function storageProblems(raw: Raw): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const needs = (path: keyof Raw, why: string) => {
    if (!raw[path]) problems.push({ path, message: `needed by ${why}` });
  };
  if (!raw.LIFTTRUST_COS_SECRET_ID !== !raw.LIFTTRUST_COS_SECRET_KEY)
    problems.push({ path: 'LIFTTRUST_COS_SECRET_KEY', message: 'id and key belong together' });
  if (raw.LIFTTRUST_OBJECT_STORE === 'cos') {
    needs('LIFTTRUST_COS_BUCKET', 'LIFTTRUST_OBJECT_STORE=cos');
    needs('LIFTTRUST_COS_REGION', 'LIFTTRUST_OBJECT_STORE=cos');
    needs('LIFTTRUST_COS_SECRET_ID', 'LIFTTRUST_OBJECT_STORE=cos');
  }
  if (raw.LIFTTRUST_COS_COPY_BUCKET) {
    needs('LIFTTRUST_COS_COPY_REGION', 'LIFTTRUST_COS_COPY_BUCKET');
    needs('LIFTTRUST_COS_SECRET_ID', 'LIFTTRUST_COS_COPY_BUCKET');
    if (raw.LIFTTRUST_OBJECT_COPY_DIR)
      problems.push({
        path: 'LIFTTRUST_OBJECT_COPY_DIR',
        message: 'the second copy lies in a folder or in a bucket, not in both',
      });
    if (raw.LIFTTRUST_OBJECT_STORE === 'cos' && raw.LIFTTRUST_COS_COPY_BUCKET === raw.LIFTTRUST_COS_BUCKET)
      problems.push({ path: 'LIFTTRUST_COS_COPY_BUCKET', message: 'is the first bucket itself' });
  }
  return [...problems, ...backupProblems(raw)];
}

function backupProblems(raw: Raw): { path: string; message: string }[] {
  const { LIFTTRUST_BACKUP_DIR: first, LIFTTRUST_BACKUP_COPY_DIR: second } = raw;
  const problem = (message: string) => [{ path: 'LIFTTRUST_BACKUP_COPY_DIR', message }];
  if (second && !first) return problem('there is no first place: LIFTTRUST_BACKUP_DIR');
  if (second && second === first) return problem('is the first place itself');
  if (`${first} ${second}`.includes('cos://') && !raw.LIFTTRUST_COS_SECRET_ID)
    return [{ path: 'LIFTTRUST_COS_SECRET_ID', message: 'needed by a bucket for backups' }];
  return [];
}

/** `dataDir` is absolute. */
export function readStorage(raw: Raw, dataDir: string): StorageEnv {
  const shared = {
    secretId: raw.LIFTTRUST_COS_SECRET_ID,
    secretKey: raw.LIFTTRUST_COS_SECRET_KEY,
    token: raw.LIFTTRUST_COS_TOKEN || null,
    domain: raw.LIFTTRUST_COS_DOMAIN || null,
    protocol: raw.LIFTTRUST_COS_PROTOCOL,
    uploadUrl: raw.LIFTTRUST_COS_UPLOAD_URL || null,
    timeoutMs: raw.LIFTTRUST_COS_TIMEOUT,
    lock: raw.LIFTTRUST_COS_LOCK,
  };
  const bucket = (name: string, where: string): ObjectPlace => ({
    kind: 'cos',
    access: { ...shared, bucket: name, region: where },
  });
  const folder = (path: string): ObjectPlace => ({ kind: 'local', folder: resolve(path) });
  const { LIFTTRUST_COS_COPY_BUCKET: copyBucket, LIFTTRUST_OBJECT_COPY_DIR: copyDir } = raw;
  const backup = (text: string): ObjectPlace => {
    const [, name = '', where = ''] = backupBucket.exec(text) ?? [];
    return name ? bucket(name, where) : folder(text);
  };
  return {
    backups: [raw.LIFTTRUST_BACKUP_DIR, raw.LIFTTRUST_BACKUP_COPY_DIR].filter(Boolean).map(backup),
    backupKeepDays: raw.LIFTTRUST_BACKUP_KEEP_DAYS,
    evidenceDays: raw.LIFTTRUST_COS_RETENTION_DAYS,
    objects:
      raw.LIFTTRUST_OBJECT_STORE === 'cos'
        ? bucket(raw.LIFTTRUST_COS_BUCKET, raw.LIFTTRUST_COS_REGION)
        : folder(raw.LIFTTRUST_OBJECT_DIR || resolve(dataDir, 'objects')),
    objectsCopy: copyBucket
      ? bucket(copyBucket, raw.LIFTTRUST_COS_COPY_REGION)
      : copyDir
        ? folder(copyDir)
        : null,
  };
}
