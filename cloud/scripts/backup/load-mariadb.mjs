import { createRequire } from 'node:module';
import { connectionOptions } from './dump-mariadb.mjs';

const require = createRequire(import.meta.url);
/** Stands while a restore is under way: what lies there belongs to it and may be thrown away by the next one. */
const marker = 'restore_under_way';

async function tablesOf(query) {
  const rows = await query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  return rows.map((row) => row.name);
}

async function mustBeAlone(query) {
  const [row] = await query(
    'SELECT COUNT(*) AS number FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
  );
  if (Number(row.number) > 0) throw new Error('还有别的程序连着这个数据库。请先停下服务再恢复。');
}

/**
 * Runs what the backup says, one transaction for each part. The table of migrations is filled last and the marker
 * dropped after it: killed in the middle, no service takes the database for whole, and the next restore begins anew.
 */
export async function openTarget(address, { mayReplace }) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection(connectionOptions(address));
  const query = async (sql, values = []) => (await connection.query(sql, values))[0];
  await query(
    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', unique_checks = 0, foreign_key_checks = 0, wait_timeout = 28800",
  );
  try {
    const tables = await tablesOf(query);
    if (tables.length > 0 && !tables.includes(marker) && !mayReplace)
      throw new Error('数据库不是空的。确实要换掉它，请加 --replace。');
    if (tables.length > 0) await mustBeAlone(query);
    if (!tables.includes(marker)) await query(`CREATE TABLE ${marker} (id INT) ENGINE=InnoDB`);
    for (const table of tables.filter((name) => name !== marker)) await query(`DROP TABLE \`${table}\``);
  } catch (error) {
    await connection.end();
    throw error;
  }
  return {
    write: async (bytes) => {
      await connection.beginTransaction();
      for (const statement of bytes.toString('utf8').split('\n')) if (statement) await query(statement);
      await connection.commit();
    },
    finish: async (work) => {
      const result = await work(async (sql, values = []) => (await query(sql, values)).affectedRows ?? 0);
      await query(`DROP TABLE ${marker}`);
      await connection.end();
      return result;
    },
    drop: () => connection.end(),
  };
}
