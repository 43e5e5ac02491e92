import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../service-code.mjs';
import { writeKeyFile } from './key-file.mjs';

/** Puts the next data key into the key folder; gives its version. */
export function addDataKey() {
  const { env } = load('kernel/env');
  const { VersionedKeys } = load('kernel/key.folder');
  const folder = env().keyDir;
  if (!existsSync(folder)) throw new Error(`没有密钥文件夹 ${folder}。`);
  const versions = [...new VersionedKeys('data', () => missing(folder)).read().keys()];
  const next = Math.max(...versions) + 1;
  if (next > 255) throw new Error('数据密钥最多 255 个版本。');
  keepIndexKey(folder);
  writeKeyFile(folder, `data-${next}.key`, randomBytes(32));
  return next;
}

function missing(folder) {
  throw new Error(`密钥文件夹 ${folder} 里没有数据密钥。`);
}

/** Older installations find people by their first data key; that must not change with it. */
function keepIndexKey(folder) {
  const first = join(folder, 'data-1.key');
  if (existsSync(join(folder, 'index.key')) || !existsSync(first)) return;
  writeKeyFile(folder, 'index.key', readFileSync(first));
}
