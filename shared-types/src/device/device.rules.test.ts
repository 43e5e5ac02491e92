import { CityParameters } from '../city/city.parameters';
import { effectiveAt, needsWorkingDevice, standingOf, timeLeftInWords, workingDevice } from './device.rules';

const city = CityParameters.parse({});
const hour = 3_600_000;

test('technicians and the owner’s officers work on one device, others on any', () => {
  expect(needsWorkingDevice('technician', city)).toBe(true);
  expect(needsWorkingDevice('owner_officer', city)).toBe(true);
  expect(needsWorkingDevice('regulator', city)).toBe(false);
});

test('a change approved at once takes effect 24 hours after it was asked for', () => {
  expect(effectiveAt(0, hour, city)).toBe(24 * hour);
});

test('a change approved after 24 hours takes effect with the approval, not before it', () => {
  expect(effectiveAt(0, 30 * hour, city)).toBe(30 * hour);
});

const old = { id: 'old', trustedFrom: 0 };
const next = { id: 'next', trustedFrom: 24 * hour };
const other = { id: 'other', trustedFrom: null };

test('until the hour of the change the old device works, from then on the new one', () => {
  expect(workingDevice([next, other, old], 24 * hour - 1)).toBe(old);
  expect(workingDevice([old, other, next], 24 * hour)).toBe(next);
});

test('before anybody has signed in there is no working device', () => {
  expect(workingDevice([other], hour)).toBeNull();
});

test('each device is called by what it is', () => {
  const waiting = { state: 'waiting' };
  expect(standingOf(old, null, true, hour)).toBe('trusted');
  expect(standingOf(other, null, false, hour)).toBe('known');
  expect(standingOf(other, waiting, false, hour)).toBe('waiting');
  expect(standingOf(next, { state: 'approved' }, false, hour)).toBe('cooling');
  expect(standingOf(other, { state: 'refused' }, false, hour)).toBe('refused');
  expect(standingOf(old, null, false, hour)).toBe('retired');
  expect(standingOf(old, waiting, false, hour)).toBe('waiting');
});

test.each([
  [24 * hour, '约 24 小时'],
  [23 * hour + 1, '约 24 小时'],
  [2 * hour, '约 2 小时'],
  [2 * hour - 1, '约 120 分钟'],
  [61_000, '约 2 分钟'],
  [0, '约 1 分钟'],
])('%d ms left are “%s”', (left, words) => {
  expect(timeLeftInWords(left)).toBe(words);
});
