import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { withheld } from './withheld.mjs';

const require = createRequire(import.meta.url);
const chunkBytes = 8 * 1024 * 1024;

/** What a run that was killed left beside the database. */
function clearScratch(file) {
  const prefix = `${basename(file)}.backup-`;
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(prefix)) rmSync(join(dirname(file), name), { force: true });
}

/**
 * One view of the whole database as a file of its own, made in one read transaction while the service goes on writing
 * (docs/adr/0028 says why not page by page).
 */
export async function openSnapshot(file, at) {
  if (!existsSync(file)) throw new Error(`没有数据库文件 ${file}。`);
  const { DatabaseSync } = require('@photostructure/sqlite');
  clearScratch(file);
  const scratch = `${file}.backup-${process.pid}`;
  const live = new DatabaseSync(file, { timeout: 60_000 });
  live.exec(`VACUUM INTO '${scratch.replaceAll("'", "''")}'`);
  live.close();
  const copy = new DatabaseSync(scratch);
  copy.exec('PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; PRAGMA synchronous = OFF');
  for (const { table, empty, stamp } of withheld)
    copy
      .prepare(
        `UPDATE ${table} SET ${empty.map((name) => `${name} = NULL`).join(', ')}, ${stamp} = ? WHERE ${stamp} IS NULL`,
      )
      .run(at);
  return {
    engine: 'sqlite',
    query: async (sql, values = []) => copy.prepare(sql).all(...values),
    chunks: () => createReadStream(scratch, { highWaterMark: chunkBytes }),
    close: async () => {
      copy.close();
      rmSync(scratch, { force: true });
    },
  };
}
