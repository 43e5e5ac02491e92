import { largerJump, type MadeClaim, madeAt, madeNow, madeText, notBefore, readMade } from './made-at';

const hour = 3_600_000;
const parameters = { onlineWithinSeconds: 60, packHours: 72 };
const anchorAt = Date.parse('2026-11-20T01:00:00Z');
const claim = (elapsedMs: number, jumpMs = 0): MadeClaim => ({
  at: anchorAt,
  mac: 'a'.repeat(32),
  elapsedMs,
  jumpMs,
});
const made = (elapsedMs: number, receivedAfterMs: number, jumpMs = 0, isGenuine = true) =>
  madeAt(claim(elapsedMs, jumpMs), anchorAt + receivedAfterMs, isGenuine, parameters);

test('what a phone says is read back as it was said', () => {
  const text = madeText(`${anchorAt}.${'a'.repeat(32)}`, 90_000.4, -7_200_000);
  expect(readMade(text)).toEqual(claim(90_000, -7_200_000));
});

test.each([
  '',
  'now',
  '1763600000000',
  '1763600000000.abc.1.1',
  `1763600000000.${'g'.repeat(32)}.1.1`,
  `${'9'.repeat(20)}.${'a'.repeat(32)}.1.1`,
])('“%s” is no such header', (text) => {
  expect(readMade(text)).toBeNull();
});

test('a command that comes within a minute counts as done when it came', () => {
  expect(made(hour, hour + 59_999)).toMatchObject({ at: anchorAt + hour + 59_999, offline: false });
});

test('a command that comes a minute after it was done was done offline, at its own time', () => {
  expect(made(hour, hour + 60_000)).toMatchObject({
    at: anchorAt + hour,
    receivedAt: anchorAt + hour + 60_000,
    anchorAt,
    offline: true,
    untrusted: false,
  });
});

test('nothing was done before the service gave its time', () => {
  expect(made(-5 * hour, 2 * hour)).toMatchObject({ at: anchorAt, offline: true, jumpMs: -5 * hour });
});

test('nothing was done after it came; a phone that counts further was set forward', () => {
  expect(made(26 * hour, 2 * hour)).toMatchObject({
    at: anchorAt + 2 * hour,
    offline: false,
    jumpMs: 24 * hour,
  });
});

test('a phone that counts a second too much is no clock that was set', () => {
  expect(made(hour + 1_500, hour).jumpMs).toBe(0);
});

test('a wrong signature under the anchor counts as done when it came, and is marked', () => {
  expect(made(hour, 5 * hour, 0, false)).toEqual({
    ...madeNow(anchorAt + 5 * hour),
    untrusted: true,
  });
});

test('an anchor three days old counts to the last millisecond and not beyond', () => {
  expect(made(hour, 72 * hour)).toMatchObject({ offline: true, untrusted: false });
  expect(made(hour, 72 * hour + 1)).toMatchObject({
    at: anchorAt + 72 * hour + 1,
    offline: false,
    untrusted: true,
  });
});

test('an anchor from the future is not believed, except for what two instances of the service may differ', () => {
  expect(madeAt(claim(0), anchorAt - 60_000, true, parameters).untrusted).toBe(true);
  expect(madeAt(claim(0), anchorAt - 5, true, parameters)).toMatchObject({
    at: anchorAt - 5,
    offline: false,
    untrusted: false,
  });
});

test.each([24 * hour, -24 * hour])('a wall clock set by %d ms moves nothing and is told', (jump) => {
  expect(made(hour, 3 * hour, jump)).toMatchObject({ at: anchorAt + hour, offline: true, jumpMs: jump });
});

test('a step is never earlier than the one before it', () => {
  const late = made(hour, 3 * hour);
  expect(notBefore(late, anchorAt + 2 * hour).at).toBe(anchorAt + 2 * hour);
  expect(notBefore(late, anchorAt).at).toBe(anchorAt + hour);
  expect(notBefore(late, null)).toEqual(late);
  expect(notBefore(late, anchorAt + 9 * hour).at).toBe(anchorAt + 3 * hour);
});

test('of two sums of jumps the larger is kept, whatever its sign', () => {
  expect(largerJump(hour, -2 * hour)).toBe(-2 * hour);
  expect(largerJump(-3 * hour, hour)).toBe(-3 * hour);
});
