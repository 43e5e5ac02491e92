import { openForWriting } from '../rotate-keys/database.mjs';
import { newId } from '../rotate-keys/ids.mjs';

/**
 * Leaves the result where the service shows it to operators. A database that cannot be written is told and no more: the
 * backup or drill itself is as it is.
 */
export async function noteRun(address, { kind, at, endedAt, isGood, facts }, say) {
  try {
    const database = await openForWriting(address);
    try {
      await database.query(
        'INSERT INTO backup_run (id, kind, at, ended_at, is_good, facts) VALUES (?, ?, ?, ?, ?, ?)',
        [newId(), kind, at, endedAt, isGood ? 1 : 0, JSON.stringify(facts)],
      );
    } finally {
      await database.close();
    }
  } catch (error) {
    say(`结果没有记进数据库：${error.message}`);
  }
}

export const minutes = (ms) =>
  ms < 60_000
    ? `${(ms / 1000).toFixed(1)} 秒`
    : `${Math.floor(ms / 60_000)} 分 ${Math.round((ms % 60_000) / 1000)} 秒`;
