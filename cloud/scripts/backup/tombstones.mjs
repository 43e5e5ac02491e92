import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const idName = /^(.{1,80})\.json$/;

function* read(folder, kind) {
  const path = join(folder, `${kind}-tombstones`);
  if (!existsSync(path)) return;
  for (const name of readdirSync(path)) {
    if (!idName.test(name)) continue;
    yield JSON.parse(readFileSync(join(path, name), 'utf8'));
  }
}

/** Keys of objects that were deleted for good. */
export async function buriedKeys(folder) {
  const keys = new Set();
  for (const { keys: gone } of read(folder, 'file')) for (const key of gone) keys.add(key);
  return keys;
}

/**
 * Empties a restored database of what had been deleted since, before anybody opens it. The service obeys the same
 * tombstones once more at its start and writes down that it did; here it is about the bytes alone.
 */
export async function emptyBuried(run, folder) {
  let emptied = 0;
  for (const { templateId } of read(folder, 'face'))
    emptied += await run(
      'UPDATE face_template SET embeddings_sealed = NULL, portrait_sealed = NULL WHERE id = ? AND (embeddings_sealed IS NOT NULL OR portrait_sealed IS NOT NULL)',
      [templateId],
    );
  for (const { personId, channel, at } of read(folder, 'account'))
    emptied += await run('DELETE FROM person_account WHERE person_id = ? AND channel = ? AND bound_at <= ?', [
      personId,
      channel,
      at,
    ]);
  return emptied;
}
