import { begin, type ClockState, countOn } from './phone-clock';

const minute = 60_000;
const day = 24 * 60 * minute;
const start = 1_763_600_000_000;
const first = (): ClockState => begin({ wall: start, steady: 500 }, 'run-1');

test('while the app runs, both clocks agree and no jump is noted', () => {
  const later = countOn(first(), { wall: start + minute, steady: 500 + minute }, 'run-1', false);
  expect(later).toMatchObject({ elapsedMs: minute, jumpMs: 0 });
});

test.each([
  ['a day forward', day],
  ['a day back', -day],
  ['ten minutes back', -10 * minute],
])('a clock set %s in sight of the app counts only what really passed, and the jump is noted', (_, jump) => {
  const now = { wall: start + minute + jump, steady: 500 + minute };
  expect(countOn(first(), now, 'run-1', false)).toMatchObject({ elapsedMs: minute, jumpMs: jump });
});

test('a phone that slept with a standing steady clock counts the sleep and notes no jump', () => {
  const now = { wall: start + 30 * minute, steady: 500 + 1000 };
  expect(countOn(first(), now, 'run-1', true)).toMatchObject({ elapsedMs: 30 * minute, jumpMs: 0 });
});

test('a clock set back while the app was out of sight is a jump all the same', () => {
  const now = { wall: start + 5 * minute - day, steady: 500 + 5 * minute };
  expect(countOn(first(), now, 'run-1', true)).toMatchObject({ elapsedMs: 5 * minute, jumpMs: -day });
});

test('after the app was killed the wall clock counts on, and never backwards', () => {
  const later = countOn(first(), { wall: start + 20 * minute, steady: 3 }, 'run-2', false);
  expect(later).toMatchObject({ elapsedMs: 20 * minute, jumpMs: 0 });
  const back = countOn(later, { wall: start - day, steady: 9 }, 'run-3', false);
  expect(back).toMatchObject({ elapsedMs: 20 * minute, jumpMs: -day - 20 * minute });
});

test('where the platform has no steady clock the wall clock is all there is', () => {
  const blind = begin({ wall: start, steady: null }, 'run-1');
  const forward = countOn(blind, { wall: start + minute, steady: null }, 'run-1', false);
  expect(forward).toMatchObject({ elapsedMs: minute, jumpMs: 0 });
  const back = countOn(forward, { wall: start, steady: null }, 'run-1', false);
  expect(back).toMatchObject({ elapsedMs: minute, jumpMs: -minute });
});

test('jumps there and back add up to nothing, while time passed', () => {
  const there = countOn(first(), { wall: start + day, steady: 500 + minute }, 'run-1', false);
  const back = countOn(there, { wall: start + 2 * minute, steady: 500 + 2 * minute }, 'run-1', false);
  expect(back).toMatchObject({ elapsedMs: 2 * minute, jumpMs: 0 });
});
