import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './database';
import { newId } from './new-id';
import { dropMariadb, freshMariadb } from './testing/fresh-database';
import { migrate, migratedMariadb, migratedSqlite } from './testing/migrated-database';

const firstRelease = join(__dirname, '../../migrations/0001-registers-and-work.ts');
const { lifttrustDatabase } = globalThis as { lifttrustDatabase?: string };

describe(`on ${lifttrustDatabase === 'mariadb' ? 'MariaDB' : 'SQLite'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-older-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a database of an older release is brought up to date and keeps its data', async () => {
    const address =
      lifttrustDatabase === 'mariadb' ? await freshMariadb() : `sqlite:${join(folder, 'old.sqlite')}`;
    const older = await new DataSource({
      ...dataSourceOptions(address),
      migrations: [firstRelease],
    }).initialize();
    await older.runMigrations();
    const id = newId();
    await older.query('INSERT INTO person (id, name, created_at) VALUES (?, ?, ?)', [id, '陈示例', 1]);
    await older.destroy();

    const newer = await new DataSource(dataSourceOptions(address)).initialize();
    const applied = await newer.runMigrations();
    expect(applied.length).toBeGreaterThan(0);
    expect(await newer.query('SELECT name FROM person WHERE id = ?', [id])).toEqual([{ name: '陈示例' }]);
    // What later releases brought is there, and starting once more changes nothing.
    expect(await newer.query('SELECT COUNT(*) AS number FROM ledger_entry')).toEqual([expect.anything()]);
    expect(await newer.runMigrations()).toEqual([]);
    await newer.destroy();
  });

  test('the copy that tests begin with is what the migrations make of nothing', async () => {
    const [made, copied] =
      lifttrustDatabase === 'mariadb'
        ? [await freshMariadb(), await migratedMariadb()]
        : [`sqlite:${join(folder, 'made.sqlite')}`, `sqlite:${join(folder, 'copied.sqlite')}`];
    if (lifttrustDatabase !== 'mariadb') await migratedSqlite(join(folder, 'copied.sqlite'));
    await migrate(made);
    const whole = await contents(made);
    expect(Object.keys(whole).length).toBeGreaterThan(200);
    expect(await contents(copied)).toEqual(whole);
    for (const address of [made, copied]) await dropMariadb(address);
  }, 300_000);
});

/** Every table, index and trigger in the database's own words, and every row. */
async function contents(address: string): Promise<Record<string, unknown>> {
  const database = await new DataSource({ ...dataSourceOptions(address), entities: [] }).initialize();
  const isMariadb = address.startsWith('mariadb:');
  const told: Record<string, unknown> = {};
  const tables: string[] = [];
  if (isMariadb) {
    const found: object[] = await database.query('SHOW TABLES');
    tables.push(...found.map((row) => String(Object.values(row)[0])));
    for (const table of tables) told[table] = await database.query(`SHOW CREATE TABLE \`${table}\``);
    const triggers: { Trigger: string; Created: unknown }[] = await database.query('SHOW TRIGGERS');
    for (const { Created: _when, ...trigger } of triggers) told[trigger.Trigger] = trigger;
  } else {
    const all: { type: string; name: string; sql: string }[] = await database.query(
      'SELECT type, name, sql FROM sqlite_master',
    );
    for (const { type, name, sql } of all) told[`${type} ${name}`] = sql;
    tables.push(...all.filter(({ type }) => type === 'table').map(({ name }) => name));
  }
  for (const table of tables)
    told[`rows of ${table}`] = await database.query(
      `SELECT * FROM ${database.driver.escape(table)} ORDER BY 1`,
    );
  await database.destroy();
  return told;
}
