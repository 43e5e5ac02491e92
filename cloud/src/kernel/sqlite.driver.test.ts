import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteConnection } from './sqlite.driver';

let connection: SqliteConnection;
beforeEach(() => {
  connection = new SqliteConnection(join(mkdtempSync(join(tmpdir(), 'lifttrust-')), 'kept.sqlite'));
  connection.exec('CREATE TABLE lift (id TEXT PRIMARY KEY, place TEXT)');
});
afterEach(() => connection.close());

const all = (sql: string, ...values: unknown[]) => connection.prepare(sql).all(...values);

test('a statement that was prepared before is prepared once', () => {
  const insert = 'INSERT INTO lift (id, place) VALUES (?, ?)';
  expect(connection.prepare(insert)).toBe(connection.prepare(insert));
  connection.prepare(insert).run('a', '望溪花园 1 幢');
  connection.prepare(insert).run('b', '望溪花园 2 幢');
  const one = 'SELECT place FROM lift WHERE id = ?';
  expect([...all(one, 'a'), ...all(one, 'b'), ...all(one, 'c')]).toEqual([
    { place: '望溪花园 1 幢' },
    { place: '望溪花园 2 幢' },
  ]);
});

test('a kept statement sees a table that has changed since', () => {
  const whole = 'SELECT * FROM lift';
  connection.prepare('INSERT INTO lift (id, place) VALUES (?, ?)').run('a', '望溪花园');
  expect(all(whole)).toEqual([{ id: 'a', place: '望溪花园' }]);
  connection.exec("ALTER TABLE lift ADD COLUMN state TEXT DEFAULT 'in_use'");
  expect(all(whole)).toEqual([{ id: 'a', place: '望溪花园', state: 'in_use' }]);
});

test('a statement that failed can be used again', () => {
  const insert = 'INSERT INTO lift (id) VALUES (?)';
  connection.prepare(insert).run('a');
  expect(() => connection.prepare(insert).run('a')).toThrow();
  connection.prepare(insert).run('b');
  expect(all('SELECT id FROM lift ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);
});

test('of more statements than are kept each still answers', () => {
  connection.prepare('INSERT INTO lift (id) VALUES (?)').run('a');
  for (let n = 0; n < 1100; n += 1) expect(all(`SELECT ${n} AS n FROM lift`)).toEqual([{ n }]);
  expect(all('SELECT 0 AS n FROM lift')).toEqual([{ n: 0 }]);
});
