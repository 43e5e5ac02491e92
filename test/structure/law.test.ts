import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { readText, root, sources } from './source';

const index = readText('docs/law/README.md');
const catalogue = readText('docs/law/rules.md');
const pages = ['README', 'tsg-t5002-2017', 'licheng-2024-1', 'guangzhou-2021', 'supervision-regulations'];

/** "`dueDate`, `dueState` in `shared-types/src/plan/plan.rules.ts`" in any page. */
const claims = pages.flatMap((page) =>
  [
    ...readText(`docs/law/${page}.md`).matchAll(
      /((?:`\w+`(?:, )?)+) in `((?:shared-types|cloud)\/[\w./-]+\.ts)`/g,
    ),
  ].flatMap(([, names = '', file = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => ({ page, name, file })),
  ),
);

test('the law pages name functions', () => {
  expect(claims.length).toBeGreaterThan(30);
});

test('every function named there exists in the file named', () => {
  const wrong = claims.filter(
    ({ name, file }) =>
      !existsSync(join(root, file)) || !new RegExp(`(function|const) ${name}\\b`).test(readText(file)),
  );
  expect(wrong).toEqual([]);
});

test('every path named in the index exists', () => {
  const paths = [...index.matchAll(/`((?:shared-types|cloud)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every rule number cited in the code is explained', () => {
  const known = new Set([...catalogue.matchAll(/^\| ([A-Z]+-\d\d) \|/gm)].map(([, id]) => id));
  const number =
    /\b(?:ORG|EQ|CON|PLAN|CHK|REC|SIG|IMM|RET|DLY|API|EMG|REP|PUB|DIS|HAZ|OWN|FACE|ODM|IOT|INS|ISR|CRD|SUP)-\d\d\b/g;
  const cited = sources.flatMap(({ path, text }) =>
    (text.match(number) ?? []).map((id) => `${id} in ${path}`),
  );
  expect(cited.filter((citation) => !known.has(citation.split(' ')[0]))).toEqual([]);
});

test('a reader finds the fifteen-day rule from the index', () => {
  const row = index.split('\n').find((line) => line.includes('at least every 15 days'));
  expect(row).toContain('第三十一条');
  expect(row).toContain('plan.rules.ts');
});

test('a reader finds how a city changes its fence', () => {
  expect(index).toContain('fence.radiusMetres');
  expect(readText('shared-types/src/city/city.parameters.ts')).toContain('radiusMetres');
});

test('every parameter of a city is explained in its guide', () => {
  const guide = readText('docs/guide/city.md');
  expect(Object.keys(CityParameters.shape).filter((name) => !guide.includes(`\`${name}`))).toEqual([]);
});

test('every document that a comment names exists', () => {
  const named = sources.flatMap(({ path, text }) =>
    (text.match(/docs\/[\w/-]+\.md/g) ?? []).map((document) => ({ path, document })),
  );
  expect(named.filter(({ document }) => !existsSync(join(root, document)))).toEqual([]);
});
