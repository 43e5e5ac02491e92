import { createRequire } from 'node:module';
import { newId } from './ids.mjs';

const require = createRequire(import.meta.url);

/** A connection for small transactions beside the running service; both kinds answer alike. */
export async function openForWriting(address) {
  const connection = address.startsWith('sqlite:')
    ? openSqlite(address.slice('sqlite:'.length))
    : await openMysql(address);
  return { ...connection, ...commonWays(connection) };
}

function commonWays({ query }) {
  return {
    one: async (sql, values) => (await query(sql, values))[0],
    /** Who did it is nobody in the register: the request id says that it was this command. */
    audit: (action, kind, id, at) =>
      query(
        'INSERT INTO audit_entry (id, at, action, subject_kind, subject_id, request_id) VALUES (?, ?, ?, ?, ?, ?)',
        [newId(), at, action, kind, id, 'rotate-keys'],
      ),
  };
}

function openSqlite(file) {
  const { DatabaseSync } = require('@photostructure/sqlite');
  // The service's own writer has its turn in between; waiting for it is normal.
  const database = new DatabaseSync(file, { timeout: 15_000 });
  const query = async (sql, values = []) => {
    const statement = database.prepare(sql);
    if (statement.columns().length > 0) return statement.all(...values);
    return { affectedRows: Number(statement.run(...values).changes) };
  };
  return {
    query,
    /** The work must not wait for anything else: the whole service waits for it. */
    transaction: async (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const value = await work();
        database.exec('COMMIT');
        return value;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    sealedColumns: async () => {
      const tables = await query("SELECT name FROM sqlite_master WHERE type = 'table'");
      const found = [];
      for (const { name } of tables) {
        const columns = await query('SELECT name, type, pk FROM pragma_table_info(?)', [name]);
        const key = columns.filter(({ pk }) => Number(pk) > 0).map((column) => column.name);
        for (const column of columns)
          if (/_sealed$/.test(column.name) && /text/i.test(column.type))
            found.push({ table: name, column: column.name, key });
      }
      return found;
    },
    close: async () => database.close(),
  };
}

async function openMysql(address) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection({
    uri: address.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
  });
  const query = async (sql, values = []) => (await connection.query(sql, values))[0];
  return {
    query,
    transaction: async (work) => {
      await connection.beginTransaction();
      try {
        const value = await work();
        await connection.commit();
        return value;
      } catch (error) {
        await connection.rollback();
        throw error;
      }
    },
    sealedColumns: async () => {
      const rows = await query(
        `SELECT c.table_name AS t, c.column_name AS c,
            (SELECT GROUP_CONCAT(k.column_name) FROM information_schema.columns k
              WHERE k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_key = 'PRI') AS k
          FROM information_schema.columns c
          WHERE c.table_schema = DATABASE() AND c.column_name LIKE '%\\_sealed' AND c.data_type LIKE '%text'`,
      );
      return rows.map((row) => ({ table: row.t, column: row.c, key: String(row.k).split(',') }));
    },
    close: () => connection.end(),
  };
}
