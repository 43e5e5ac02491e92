import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);
const sides = ['-wal', '-shm'];

/** Nobody else may have the file open: what they write would be lost, or written into the restored one. */
function mustBeAlone(file) {
  const { DatabaseSync } = require('@photostructure/sqlite');
  const database = new DatabaseSync(file, { timeout: 1000 });
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    throw new Error('服务还开着这个数据库。请先停下服务再恢复。', { cause });
  } finally {
    database.close();
  }
}

/** True when there is nothing that a restore would overwrite. */
export async function isEmpty(file) {
  return !existsSync(file) || statSync(file).size === 0;
}

/**
 * Writes the file beside the place where it belongs and renames it at the end: killed in the middle, nothing has
 * happened. What was there before is kept as `<file>.replaced-<instant>`.
 */
export async function openTarget(file, { mayReplace, now }) {
  mkdirSync(dirname(file), { recursive: true });
  const isThere = !(await isEmpty(file));
  if (isThere && !mayReplace) throw new Error(`数据库 ${file} 不是空的。确实要换掉它，请加 --replace。`);
  if (isThere) mustBeAlone(file);
  const draft = `${file}.restoring`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    },
    /** The database becomes what was restored; until then `query` and `run` see the draft only. */
    finish: async (work) => {
      fsyncSync(handle);
      closeSync(handle);
      const { DatabaseSync } = require('@photostructure/sqlite');
      const database = new DatabaseSync(draft);
      // Emptied cells are overwritten, or the deleted would still lie in the file.
      database.exec('PRAGMA secure_delete = ON');
      const result = await work(async (sql, values = []) =>
        Number(database.prepare(sql).run(...values).changes),
      );
      database.close();
      if (isThere) renameSync(file, `${file}.replaced-${now}`);
      for (const side of sides) rmSync(file + side, { force: true });
      renameSync(draft, file);
      return result;
    },
    drop: async () => rmSync(draft, { force: true }),
  };
}
