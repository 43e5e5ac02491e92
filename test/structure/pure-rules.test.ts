import { isTest, type SourceFile, sources, target, withoutComments } from './source';

/** Decisions and what they are made of: values in, decision out. */
const isPure = ({ path }: SourceFile) =>
  /\.(rules|codes|template)\.ts$/.test(path) && path.startsWith('shared-types/');
const pure = sources.filter((file) => isPure(file) && !isTest(file));

test('there are rules to look at', () => {
  expect(pure.length).toBeGreaterThan(8);
});

test('rules live in shared-types, where phone and service run the same', () => {
  const elsewhere = sources.filter(
    (file) => /\.rules\.ts$/.test(file.path) && !file.path.startsWith('shared-types/'),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

test('rules import nothing outside shared-types', () => {
  const wrong = pure.flatMap((file) =>
    file.imports
      .filter(({ from }) => !target(file, from)?.startsWith('shared-types/src/'))
      .map(({ from }) => `${file.path} → ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('rules take only types from contracts, so that no schema library runs with them', () => {
  const wrong = pure.flatMap((file) =>
    file.imports
      .filter(
        ({ from, typeOnly }) =>
          /\.contract$|kernel\/(zod|fields|endpoint)$|city\.parameters$/.test(from) && !typeOnly,
      )
      .map(({ from }) => `${file.path} → ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('rules know no clock, no chance and no network', () => {
  const forbidden =
    /Date\.now|new Date\(\)|Math\.random|performance\.now|\bfetch\(|process\.|\basync\b|\bawait\b/;
  expect(pure.filter(({ text }) => forbidden.test(withoutComments(text))).map(({ path }) => path)).toEqual(
    [],
  );
});

test('rules return refusals and never throw', () => {
  expect(pure.filter(({ text }) => /\bthrow\b/.test(withoutComments(text))).map(({ path }) => path)).toEqual(
    [],
  );
});

test('every file of rules says what it rests on', () => {
  const rules = pure.filter(({ path }) => path.endsWith('.rules.ts'));
  expect(rules.filter(({ text }) => !text.includes('@basis')).map(({ path }) => path)).toEqual([]);
});

test('every file of rules has its tests beside it', () => {
  const tried = new Set(
    sources.filter(isTest).flatMap((file) => file.imports.flatMap(({ from }) => target(file, from) ?? [])),
  );
  const untested = pure.filter(({ path }) => !tried.has(path.replace(/\.ts$/, '')));
  expect(untested.map(({ path }) => path)).toEqual([]);
});
