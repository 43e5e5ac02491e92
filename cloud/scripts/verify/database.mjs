import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { UsageError } from './usage-error.mjs';

const require = createRequire(import.meta.url);

/** Opens a database for reading; both kinds answer `query(sql, values)` with rows. */
export async function openDatabase(address) {
  return /^(mysql|mariadb):/.test(address) ? openMysql(address) : openSqlite(address.replace(/^sqlite:/, ''));
}

function openSqlite(file) {
  if (!existsSync(file)) throw new UsageError(`There is no database file ${file}.`);
  const { DatabaseSync } = require('@photostructure/sqlite');
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  // One view of all tables while the service goes on writing.
  database.exec('BEGIN');
  return {
    query: async (sql, values = []) => database.prepare(sql).all(...values),
    close: async () => database.close(),
  };
}

async function openMysql(address) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection({
    uri: address.replace(/^mariadb:/, 'mysql:'),
    supportBigNumbers: true,
    bigNumberStrings: false,
    charset: 'utf8mb4_bin',
  });
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  return {
    query: async (sql, values = []) => (await connection.query(sql, values))[0],
    close: () => connection.end(),
  };
}

/** Few enough that a page of whole records is gone before the collector of young objects comes round. */
const pageSize = 125;

/** All rows of a table in the order of a unique column that is never null among them, page by page. */
export async function* rowsOf(database, table, column, only = '1 = 1') {
  let after = null;
  for (;;) {
    const where = `WHERE ${only}${after === null ? '' : ` AND ${column} > ?`}`;
    const sql = `SELECT * FROM ${table} ${where} ORDER BY ${column} LIMIT ${pageSize}`;
    const rows = await database.query(sql, after === null ? [] : [after]);
    yield* rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)[column];
  }
}

const numberOrNull = (value) => (value === null ? null : Number(value));

/** A row of the log; one of the release before version 2 has neither version nor leaf. */
const toEntry = (row) => ({
  id: Number(row.id ?? row.seq),
  version: Number(row.version ?? 1),
  seq: numberOrNull(row.seq),
  kind: row.kind,
  liftId: row.lift_id,
  liftSeq: numberOrNull(row.lift_seq),
  previous: row.previous,
  at: Number(row.at),
  open: row.open_text,
  closed: row.closed_text,
  closedHash: row.closed_hash,
  hash: row.hash,
  leaf: row.leaf === undefined ? row.hash : row.leaf,
  keyId: row.key_id,
  signature: row.signature,
});

/** The log's entries in sequence order. */
export async function* entriesOf(database) {
  for await (const row of rowsOf(database, 'ledger_entry', 'seq', 'seq IS NOT NULL')) yield toEntry(row);
}

/** Entries that were promised and wait for their number, in the order they came. */
export async function* waitingOf(database) {
  if (!(await hasNumbersLater(database))) return;
  for await (const row of rowsOf(database, 'ledger_entry', 'id', 'seq IS NULL')) yield toEntry(row);
}

/** Hashes that stand in more than one entry of version 2. */
export async function doublesOf(database) {
  if (!(await hasNumbersLater(database))) return [];
  return database.query(
    'SELECT hash, COUNT(*) AS number FROM ledger_entry WHERE version = 2 GROUP BY hash HAVING COUNT(*) > 1 LIMIT 100',
  );
}

/** False for a database that no release with version 2 has opened yet. */
async function hasNumbersLater(database) {
  const [row] = await database.query('SELECT * FROM ledger_entry LIMIT 1');
  return row !== undefined && 'version' in row;
}
