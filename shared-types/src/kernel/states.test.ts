import { isFinal, mayFollow, type Steps, unreachable } from './states';

type Door = 'open' | 'shut' | 'bricked_up' | 'dreamt';
const door: Steps<Door> = { open: ['shut'], shut: ['open', 'bricked_up'], bricked_up: [], dreamt: ['open'] };

test('a state may be followed only by those the table names', () => {
  expect(mayFollow(door, 'shut', 'bricked_up')).toBe(true);
  expect(mayFollow(door, 'open', 'bricked_up')).toBe(false);
});

test('a state followed by nothing is final', () => {
  expect(isFinal(door, 'bricked_up')).toBe(true);
  expect(isFinal(door, 'open')).toBe(false);
});

test('a state that no path reaches is named', () => {
  expect(unreachable(door, 'open')).toEqual(['dreamt']);
});
