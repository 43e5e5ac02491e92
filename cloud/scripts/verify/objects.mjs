import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from './usage-error.mjs';

const require = createRequire(import.meta.url);
const keyOf = (sha256) => `evidence/${sha256.slice(0, 2)}/${sha256}`;

/** Evidence in a folder; null where there is none. */
export function folderOf(path) {
  if (!existsSync(path)) return null;
  return {
    async hash(sha256) {
      const file = join(path, keyOf(sha256));
      if (!existsSync(file)) return null;
      const hash = createHash('sha256');
      await pipeline(createReadStream(file), hash);
      return hash.digest('hex');
    },
  };
}

const needed = ['BUCKET', 'REGION', 'SECRET_ID', 'SECRET_KEY'];

/** Evidence in the bucket of the service's own environment, or in the bucket of its second copy. */
export function bucketOf(which, env = process.env) {
  const value = (name) => {
    const file = env[`LIFTTRUST_COS_${name}_FILE`];
    return file ? readFileSync(file, 'utf8').trim() : (env[`LIFTTRUST_COS_${name}`] ?? '');
  };
  const prefix = which === 'cos-copy' ? 'COPY_' : '';
  const names = needed.map((name) => (/BUCKET|REGION/.test(name) ? prefix + name : name));
  const missing = names.filter((name) => value(name) === '');
  if (missing.length > 0)
    throw new UsageError(
      `--objects ${which} needs ${missing.map((name) => `LIFTTRUST_COS_${name}`).join(', ')}.`,
    );
  const COS = require('cos-nodejs-sdk-v5');
  const cos = new COS({
    SecretId: value('SECRET_ID'),
    SecretKey: value('SECRET_KEY'),
    Protocol: value('PROTOCOL') || 'https:',
    Timeout: 60_000,
    ...(value('DOMAIN') ? { Domain: value('DOMAIN') } : {}),
    ...(value('TOKEN') ? { SecurityToken: value('TOKEN') } : {}),
  });
  const place = { Bucket: value(`${prefix}BUCKET`), Region: value(`${prefix}REGION`) };
  return {
    async hash(sha256) {
      try {
        const { Body } = await cos.getObject({ ...place, Key: keyOf(sha256) });
        return createHash('sha256').update(Body).digest('hex');
      } catch (error) {
        if (error?.code === 'NoSuchKey') return null;
        // Not being let in says nothing about the evidence.
        throw new UsageError(`The bucket ${place.Bucket} could not be read: ${error?.code ?? 'no answer'}.`);
      }
    },
  };
}
