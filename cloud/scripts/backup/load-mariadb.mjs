import { createRequire } from 'node:module';
import { connectionOptions } from './dump-mariadb.mjs';
import { withoutIndices } from './secondary-indices.mjs';

const require = createRequire(import.meta.url);
/** Stands while a restore is under way: what lies there belongs to it and may be thrown away by the next one. */
const marker = 'restore_under_way';
/** Connections that fill tables side by side; the server has a thread for each. */
const lanes = 3;
/** Deadlock, and a lock waited for too long. */
const inTheWay = new Set([1213, 1205]);
const mostAttempts = 10;
const lineBreak = 0x0a;
/** Rows of any table but that of the migrations, which come last and alone. */
const isRows = (statement) =>
  statement.startsWith('INSERT INTO ') && !statement.startsWith('INSERT INTO `migrations`');
/** One letter for each byte, which the lanes hand on as they are: gigabytes are neither decoded nor encoded. */
const asBytes = 'latin1';
const longestHead = 'INSERT INTO `migrations`'.length;

function* linesOf(bytes) {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineBreak, from);
    const until = end < 0 ? bytes.length : end;
    if (until > from) yield bytes.subarray(from, until);
    from = until + 1;
  }
}

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

async function connect(address, options = {}) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection({ ...connectionOptions(address), ...options });
  await connection.query(
    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', unique_checks = 0, foreign_key_checks = 0, wait_timeout = 28800",
  );
  return connection;
}

/** To the driver the statements are bytes, to the server what they have always been. Refuses where they would not arrive so. */
async function handOnBytes(connection) {
  // The driver would follow the server to the letters and encode a second time.
  await connection.query("SET SESSION session_track_system_variables = ''");
  await connection.query('SET NAMES utf8mb4 COLLATE utf8mb4_bin');
  const sent = Buffer.from('梯');
  const [[{ arrived }]] = await connection.query(`SELECT HEX('${sent.toString(asBytes)}') AS arrived`);
  if (arrived !== sent.toString('hex').toUpperCase())
    throw new Error('数据库连接改动了发出的文字，没有恢复。');
}

async function emptied(query, mayReplace) {
  const tables = await tablesOf(query);
  if (tables.length > 0 && !tables.includes(marker) && !mayReplace)
    throw new Error('数据库不是空的。确实要换掉它，请加 --replace。');
  if (tables.length > 0) await mustBeAlone(query);
  if (!tables.includes(marker)) await query(`CREATE TABLE ${marker} (id INT) ENGINE=InnoDB`);
  for (const table of tables.filter((name) => name !== marker)) await query(`DROP TABLE \`${table}\``);
}

/** Several connections, each with one part's rows at a time; one that fails fails the restore. */
class Lanes {
  #free = [];
  #under = new Set();
  #failure = null;
  #all = [];

  async open(address) {
    for (let count = 0; count < lanes; count += 1) {
      const connection = await connect(address, { charset: 'BINARY' });
      this.#all.push(connection);
      await handOnBytes(connection);
    }
    this.#free = [...this.#all];
  }

  async add(statements) {
    while (this.#free.length === 0) await Promise.race(this.#under);
    if (this.#failure) throw this.#failure;
    const connection = this.#free.pop();
    const filling = this.#fill(connection, statements)
      .catch((error) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#free.push(connection);
        this.#under.delete(filling);
      });
    this.#under.add(filling);
  }

  async settle() {
    await Promise.all(this.#under);
    if (this.#failure) throw this.#failure;
  }

  async close() {
    await Promise.all(this.#under);
    for (const connection of this.#all) await connection.end();
  }

  /** A server may let one of two lanes go that wait for each other: its part is rolled back whole, and done again. */
  async #fill(connection, statements) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await connection.beginTransaction();
        // Without null for its values the driver looks through the whole text for places to put some.
        for (const statement of statements) await connection.query(statement.toString(asBytes), null);
        await connection.commit();
        return;
      } catch (error) {
        await connection.rollback().catch(() => undefined);
        if (!inTheWay.has(error.errno) || attempt === mostAttempts) throw error;
        await new Promise((wake) => setTimeout(wake, attempt * (50 + Math.random() * 100)));
      }
    }
  }
}

/**
 * Runs what the backup says: tables, then their rows on several connections without secondary indices, then those, then
 * triggers. The table of migrations is filled last and the marker dropped after it: killed in the middle, no service
 * takes the database for whole, and the next restore begins anew.
 */
export async function openTarget(address, { mayReplace }) {
  const connection = await connect(address);
  const query = async (sql, values = []) => (await connection.query(sql, values))[0];
  const filling = new Lanes();
  const end = async () => {
    await filling.close();
    await connection.end();
  };
  try {
    await emptied(query, mayReplace);
    await filling.open(address);
  } catch (error) {
    await end();
    throw error;
  }
  let buildIndices = null;
  const fill = async (statements) => {
    buildIndices ??= await withoutIndices(query, await tablesOf(query));
    await filling.add(statements);
  };
  const other = async (statement) => {
    await filling.settle();
    if (buildIndices && !statement.startsWith('CREATE TABLE')) {
      await buildIndices();
      buildIndices = async () => undefined;
    }
    await query(statement);
  };
  return {
    write: async (bytes) => {
      let rows = [];
      for (const line of linesOf(bytes)) {
        if (isRows(line.toString(asBytes, 0, longestHead))) rows.push(line);
        else {
          if (rows.length > 0) await fill(rows);
          rows = [];
          await other(line.toString('utf8'));
        }
      }
      if (rows.length > 0) await fill(rows);
    },
    finish: async (work) => {
      await filling.settle();
      await buildIndices?.();
      const result = await work(async (sql, values = []) => (await query(sql, values)).affectedRows ?? 0);
      await query(`DROP TABLE ${marker}`);
      await end();
      return result;
    },
    drop: end,
  };
}
