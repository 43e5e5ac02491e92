import { readText, sources } from './source';

const words = readText('docs/glossary.md')
  .split('## Words not used')[1]
  ?.split('\n')
  .flatMap((line) => /^\| ([a-z ]+) \| [a-z ]+ \|$/.exec(line)?.[1] ?? [])
  .filter((word) => word !== 'not');

/** `work order`, `workOrder`, `work_order`, `work-order` */
const anySpelling = (word: string) => new RegExp(word.split(' ').join('[ _-]?'), 'i');

test('the glossary names words that are not used', () => {
  expect(words).toEqual(expect.arrayContaining(['elevator', 'work order', 'hidden danger']));
});

test('nobody uses them', () => {
  const used = (words ?? []).flatMap((word) =>
    sources
      .filter(({ path, text }) => anySpelling(word).test(text) || anySpelling(word).test(path))
      .map(({ path }) => `${path}: ${word}`),
  );
  expect(used).toEqual([]);
});

test('states and results of the code are the glossary’s', () => {
  const glossary = readText('docs/glossary.md');
  const states = [
    'not_applicable',
    'half_month',
    'defaulted',
    'out_of_scope',
    'owner_officer',
    'company_admin',
  ];
  expect(states.filter((state) => !glossary.includes(`\`${state}\``))).toEqual([]);
});
