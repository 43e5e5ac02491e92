import { createRequire } from 'node:module';
import { withheld } from './withheld.mjs';

const require = createRequire(import.meta.url);
const chunkBytes = 8 * 1024 * 1024;
const statementBytes = 512 * 1024;
const name = (word) => `\`${word}\``;

/** As a driver asks for it; `tls=on` as in the service. */
export function connectionOptions(address) {
  const url = new URL(address);
  return {
    uri: address.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
    dateStrings: true,
    ...(url.searchParams.get('tls') === 'on' ? { ssl: { rejectUnauthorized: true } } : {}),
  };
}

/**
 * One view of the whole database: a transaction with a consistent snapshot, read table by table as SQL text. Our own
 * export, since the image of the service has no mariadb-dump, and what is read goes sealed into the places without ever
 * lying open on a disk.
 */
export async function openSnapshot(address, at) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection(connectionOptions(address));
  await connection.query("SET SESSION sql_mode = '', net_write_timeout = 3600, wait_timeout = 28800");
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  const query = async (sql, values = []) => (await connection.query(sql, values))[0];
  return {
    engine: 'mariadb',
    query,
    chunks: () => inChunks(statements(connection, query, at)),
    close: () => connection.end(),
  };
}

async function* inChunks(lines) {
  let waiting = [];
  let bytes = 0;
  for await (const line of lines) {
    waiting.push(line);
    bytes += line.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.from(`${waiting.join('\n')}\n`);
    waiting = [];
    bytes = 0;
  }
  if (waiting.length > 0) yield Buffer.from(`${waiting.join('\n')}\n`);
}

/**
 * One statement per line: tables, rows, triggers. The table of migrations comes last, so that no service takes a
 * database for whole before it is.
 */
async function* statements(connection, query, at) {
  const found = await query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const tables = found.map((row) => row.name).sort();
  for (const table of tables) {
    const [row] = await query(`SHOW CREATE TABLE ${name(table)}`);
    yield oneLine(row['Create Table']);
  }
  for (const table of tables.filter((table) => table !== 'migrations'))
    yield* rowsOf(connection, query, table, at);
  for (const trigger of await query('SHOW TRIGGERS'))
    yield oneLine(
      `CREATE TRIGGER ${name(trigger.Trigger)} ${trigger.Timing} ${trigger.Event} ON ${name(trigger.Table)} FOR EACH ROW ${trigger.Statement}`,
    );
  yield* rowsOf(connection, query, 'migrations', at);
}

const oneLine = (sql) => sql.replaceAll(/\s*\n\s*/g, ' ');

async function* rowsOf(connection, query, table, at) {
  const { escape: quoted } = require('mysql2');
  const described = await query(`SHOW COLUMNS FROM ${name(table)}`);
  const rule = withheld.find((each) => each.table === table);
  const columns = described.map(({ Field }) => Field);
  const asked = columns.map((column) => {
    if (rule?.empty.includes(column)) return `NULL AS ${name(column)}`;
    return rule?.stamp === column
      ? `COALESCE(${name(column)}, ${Number(at)}) AS ${name(column)}`
      : name(column);
  });
  const into = `INSERT INTO ${name(table)} (${columns.map(name).join(',')}) VALUES `;
  const rows = connection.connection
    .query({ sql: `SELECT ${asked.join(',')} FROM ${name(table)}`, rowsAsArray: true })
    .stream({ highWaterMark: 200 });
  let values = [];
  let bytes = 0;
  for await (const row of rows) {
    // The driver escapes line breaks, so that a statement stays on its line.
    const text = `(${row.map((value) => quoted(value)).join(',')})`;
    values.push(text);
    bytes += text.length;
    if (bytes < statementBytes) continue;
    yield into + values.join(',');
    values = [];
    bytes = 0;
  }
  if (values.length > 0) yield into + values.join(',');
}
