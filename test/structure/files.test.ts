import { basename } from 'node:path';
import { isTest, sources, withoutComments } from './source';

const longest = 400;
const named = (paths: { path: string }[]) => paths.map(({ path }) => path);

/** Statutory tables are as long as the law. */
const isStatutoryTable = (path: string) => path.includes('/record/forms/');

test(`no file is longer than ${longest} lines`, () => {
  const long = sources.filter(({ path, lines }) => lines > longest && !isStatutoryTable(path));
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('half of all files stay within 100 lines', () => {
  const sizes = sources.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
});

test('there are no barrels: a file is imported by its own name', () => {
  // Taro's pages and Vite's entry are named by their tools.
  const barrels = sources.filter(
    ({ path, text }) => /(^|\/)index\.tsx?$/.test(path) && /^export .* from /m.test(text),
  );
  expect(named(barrels)).toEqual([]);
});

test('no file is called after nothing', () => {
  const nameless = /^(utils?|helpers?|common|misc|constants|service|controller)\.tsx?$/;
  expect(named(sources.filter((file) => !isTest(file) && nameless.test(basename(file.path))))).toEqual([]);
  expect(named(sources.filter(({ path }) => /\/(utils?|helpers?|common|misc)\//.test(path)))).toEqual([]);
});

test('files are named in kebab-case', () => {
  const wrong = sources.filter(
    ({ path }) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.[cm]?[jt]sx?$/.test(basename(path)),
  );
  expect(named(wrong)).toEqual([]);
});

test('only one file of the service reads the environment', () => {
  const readers = sources.filter(
    (file) =>
      /^cloud\/(src|workers)\//.test(file.path) &&
      !isTest(file) &&
      /process\.env/.test(withoutComments(file.text)) &&
      file.path !== 'cloud/src/kernel/env.ts',
  );
  expect(named(readers)).toEqual([]);
});

test('the service tells the time by its clock only', () => {
  const tellers = sources.filter(
    (file) =>
      file.path.startsWith('cloud/src/') &&
      !isTest(file) &&
      /Date\.now\(|new Date\(\)/.test(withoutComments(file.text)) &&
      file.path !== 'cloud/src/kernel/clock.ts',
  );
  expect(named(tellers)).toEqual([]);
});

test('nothing is written around the unit of work', () => {
  const writers = sources.filter(
    (file) =>
      /^cloud\/src\/(?!kernel\/)/.test(file.path) &&
      !isTest(file) &&
      /\breader\b[^;\n]*\.(save|insert|update|delete|remove|softDelete)\(/.test(withoutComments(file.text)),
  );
  expect(named(writers)).toEqual([]);
});

test('an entity holds columns and no behaviour', () => {
  const wrong = sources.filter(
    ({ path, text }) =>
      path.endsWith('.entity.ts') && /^ {2}(async )?\w+\([^)]*\)[^;]*\{/m.test(withoutComments(text)),
  );
  expect(named(wrong)).toEqual([]);
});

test('a platform difference lives in app/src/platform and nowhere else', () => {
  const wrong = sources.filter(
    ({ path }) => /\.(weapp|dd|h5)\.tsx?$/.test(path) && !path.startsWith('app/src/platform/'),
  );
  expect(named(wrong)).toEqual([]);
});
