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

const pageSize = 500;

/** All rows of a table in the order of a unique column, page by page. */
export async function* rowsOf(database, table, column, columns = '*') {
  let after = null;
  for (;;) {
    const where = after === null ? '' : `WHERE ${column} > ?`;
    const sql = `SELECT ${columns} FROM ${table} ${where} ORDER BY ${column} LIMIT ${pageSize}`;
    const rows = await database.query(sql, after === null ? [] : [after]);
    yield* rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1)[column];
  }
}

/** The log's entries in sequence order. */
export async function* entriesOf(database) {
  for await (const row of rowsOf(database, 'ledger_entry', 'seq')) {
    yield {
      version: 1,
      seq: Number(row.seq),
      kind: row.kind,
      liftId: row.lift_id,
      liftSeq: Number(row.lift_seq),
      previous: row.previous,
      at: Number(row.at),
      open: row.open_text,
      closed: row.closed_text,
      closedHash: row.closed_hash,
      hash: row.hash,
      keyId: row.key_id,
      signature: row.signature,
    };
  }
}
