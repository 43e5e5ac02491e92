import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { consoleFolder, ensureConsole } from './built-console';

const entryLimit = 350_000;
const assets = () =>
  readdirSync(join(consoleFolder, 'assets')).map((name) => join(consoleFolder, 'assets', name));

beforeAll(() => ensureConsole(), 5 * 60_000);

test('the console as delivered holds no sandbox sign-in', () => {
  const tainted = assets().filter((file) =>
    /lifttrust-sandbox|channel:[`'"]sandbox/.test(readFileSync(file, 'utf8')),
  );
  expect(tainted).toEqual([]);
});

test('what the first page must fetch stays small, because pages and charts come when opened', () => {
  const index = readFileSync(join(consoleFolder, 'index.html'), 'utf8');
  const first = [...index.matchAll(/assets\/([^"]+\.js)/g)].map(([, name]) =>
    join(consoleFolder, 'assets', name ?? ''),
  );
  expect(first.length).toBeGreaterThan(0);
  expect(first.some((file) => /echarts|list-table|record\.page/.test(file))).toBe(false);
  const own = first.filter((file) => /assets\/index-/.test(file));
  expect(own.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(entryLimit);
});

test('nothing is fetched from another address', () => {
  const index = readFileSync(join(consoleFolder, 'index.html'), 'utf8');
  expect(index).not.toMatch(/(src|href)="(https?:)?\/\//);
});
