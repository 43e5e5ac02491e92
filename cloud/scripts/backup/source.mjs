import { createRequire } from 'node:module';
import { withheldPurposes } from './withheld.mjs';

const { encodeTime } = createRequire(import.meta.url)('ulid');

/** Opens the running service's database as it is at one instant. */
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

/** Where rows name objects: unique column to page by, columns with keys, and which rows are younger than an instant. */
const sources = [
  {
    table: 'stored_file',
    id: 'id',
    keys: ['object_key', 'watermark_key'],
    where: `state = 'stored' AND purpose NOT IN (${marks}) AND received_at >= ?`,
    values: (since) => [...withheldPurposes, since],
  },
  {
    table: 'archive_print',
    id: 'record_id',
    keys: ['object_key'],
    where: 'printed_at >= ?',
    values: (since) => [since],
  },
  {
    table: 'archive_part',
    id: 'id',
    keys: ['object_key'],
    // Ids begin with their instant.
    where: 'id >= ?',
    values: (since) => [encodeTime(since, 10)],
  },
  {
    table: 'call_up_part',
    id: 'id',
    keys: ['object_key'],
    where: 'id >= ?',
    values: (since) => [encodeTime(since, 10)],
  },
];

/** Keys of every object that a backup holds, of rows made since; page by page. */
export async function* objectKeys(query, since) {
  for (const source of sources) yield* keysOf(query, source, since);
}

async function* keysOf(query, { table, id, keys, where, values }, since) {
  for (let after = ''; ; ) {
    const rows = await query(
      `SELECT ${[id, ...keys].join(', ')} FROM ${table} WHERE ${id} > ? AND ${where} ORDER BY ${id} LIMIT ${pageSize}`,
      [after, ...values(since)],
    );
    yield rows.flatMap((row) => keys.map((key) => row[key]).filter(Boolean));
    if (rows.length < pageSize) return;
    after = rows.at(-1)[id];
  }
}
