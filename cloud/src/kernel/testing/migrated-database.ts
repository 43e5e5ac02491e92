import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../database';
import { newId } from '../new-id';
import { freshMariadb } from './fresh-database';

const cloud = join(__dirname, '..', '..', '..');
const cache = join(cloud, '..', '.cache', 'test-database');

/** Another one for every state of the migrations: what lies there of an older state is never taken. */
let known: string | undefined;
function state(): string {
  if (known) return known;
  const hash = createHash('sha256').update(readFileSync(__filename));
  const migrations = readdirSync(join(cloud, 'migrations')).sort();
  for (const file of [...migrations.map((name) => `migrations/${name}`), 'src/kernel/schema.ts'])
    hash.update(`${file}\n`).update(readFileSync(join(cloud, file)));
  known = hash.digest('hex').slice(0, 12);
  return known;
}

/** Migrations from nothing, as the service runs them at its start. */
export async function migrate(address: string): Promise<void> {
  // Without a journal beside it, which a copy of the file alone would miss.
  const options = { ...dataSourceOptions(address), entities: [], enableWAL: false };
  const database = await new DataSource(options).initialize();
  try {
    await database.runMigrations();
  } finally {
    await database.destroy();
  }
}

/** Lays an empty, migrated database at `file`: a copy of one that the migrations have made once. */
export async function migratedSqlite(file: string): Promise<void> {
  const original = join(cache, `${state()}.sqlite`);
  if (!existsSync(original)) {
    mkdirSync(cache, { recursive: true });
    // Several test files may begin with it at once; each lays down a whole one.
    const begun = join(cache, `${newId()}.begun`);
    await migrate(`sqlite:${begun}`);
    renameSync(begun, original);
  }
  copyFileSync(original, file);
}

/** An empty, migrated database on the test run's MariaDB: made by the statements that describe a migrated one. */
export async function migratedMariadb(): Promise<string> {
  const address = await freshMariadb();
  const uri = address.replace(/^mariadb:/, 'mysql:');
  const connection = await createConnection({ uri, charset: 'utf8mb4_bin', multipleStatements: true });
  try {
    await connection.query(await description(connection, address));
  } finally {
    await connection.end();
  }
  return address;
}

const textOf = async (connection: Connection, statement: string, column: string): Promise<string[]> => {
  const [rows] = await connection.query<RowDataPacket[]>(statement);
  return rows.map((row) => String(row[column]));
};

/** Kept on the server itself, beside the migrated database it describes; the first test file that asks makes both. */
async function description(connection: Connection, address: string): Promise<string> {
  const original = `migrated_${state()}`;
  const kept = `described_${state()}`;
  // Two test files may ask at once: the second waits for the first.
  await connection.query('SELECT GET_LOCK(?, 300)', [kept]);
  try {
    for (const name of [original, kept])
      await connection.query(
        `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
      );
    await connection.query(`CREATE TABLE IF NOT EXISTS ${kept}.description (text LONGTEXT)`);
    const [found] = await textOf(connection, `SELECT text FROM ${kept}.description`, 'text');
    if (found) return found;
    const own = new URL(address).pathname.slice(1);
    await migrate(address.replace(own, original));
    const made = await describeDatabase(connection, original);
    await connection.query(`USE ${own}`);
    await connection.query(`INSERT INTO ${kept}.description VALUES (?)`, [made]);
    return made;
  } finally {
    await connection.query('SELECT RELEASE_LOCK(?)', [kept]);
  }
}

async function describeDatabase(connection: Connection, name: string): Promise<string> {
  await connection.query(`USE ${name}`);
  const statements: string[] = [];
  const tables = await textOf(connection, 'SHOW TABLES', `Tables_in_${name}`);
  for (const table of tables) {
    statements.push(...(await textOf(connection, `SHOW CREATE TABLE \`${table}\``, 'Create Table')));
    // What the migrations themselves have written; it stays readable as long as the server runs.
    const [first] = await connection.query<RowDataPacket[]>(`SELECT 1 FROM \`${table}\` LIMIT 1`);
    if (first.length > 0) statements.push(`INSERT INTO \`${table}\` SELECT * FROM ${name}.\`${table}\``);
  }
  for (const trigger of await textOf(connection, 'SHOW TRIGGERS', 'Trigger'))
    statements.push(
      ...(await textOf(connection, `SHOW CREATE TRIGGER ${trigger}`, 'SQL Original Statement')),
    );
  return statements.join(';\n');
}
