import { withheldPurposes } from './withheld.mjs';

/** Opens the running service's database at one instant; `scratchOf(name)` names a file beside it for what is needed meanwhile. */
export async function openSource(address, at) {
  const isFile = address.startsWith('sqlite:');
  const { openSnapshot } = await import(isFile ? './dump-sqlite.mjs' : './dump-mariadb.mjs');
  return openSnapshot(isFile ? address.slice('sqlite:'.length) : address, at);
}

/** How far the log had come, and how many records there were. */
export async function headOf(query) {
  const [head] = await query('SELECT log_id, size FROM ledger_head');
  const [records] = await query('SELECT COUNT(*) AS number FROM record');
  return {
    logId: head?.log_id ?? '',
    size: Number(head?.size ?? 0),
    records: Number(records?.number ?? 0),
  };
}

const pageSize = 1000;
const marks = withheldPurposes.map(() => '?').join(', ');

/** Keys of every object that a backup holds, of files received since; page by page, in the order of files. */
export async function* objectKeys(query, since) {
  for (let after = ''; ; ) {
    const rows = await query(
      `SELECT id, object_key, watermark_key FROM stored_file WHERE state = 'stored' AND id > ? AND received_at >= ?
        AND purpose NOT IN (${marks}) ORDER BY id LIMIT ${pageSize}`,
      [after, since, ...withheldPurposes],
    );
    yield rows.flatMap((row) => [row.object_key, row.watermark_key].filter(Boolean));
    if (rows.length < pageSize) return;
    after = rows.at(-1).id;
  }
}
