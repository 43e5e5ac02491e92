import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './database';
import { newId } from './new-id';
import { freshMariadb } from './testing/fresh-database';

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
});
