import { isTest, sourcesBelow } from './source';

const service = sourcesBelow('cloud/src').filter((file) => !isTest(file));
const named = (pattern: RegExp) =>
  service.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, event = '']) => ({ path, event })));

const told = new Set(named(/\bemit(?:All)?\(\s*'([a-z_.]+)'/g).map(({ event }) => event));
const heard = named(/\boutbox\.on\(\s*'([a-z_.]+)'/g);

test('modules listen to each other', () => {
  expect(heard.length).toBeGreaterThan(15);
});

test('nobody listens for what nobody tells', () => {
  expect(heard.filter(({ event }) => !told.has(event))).toEqual([]);
});
