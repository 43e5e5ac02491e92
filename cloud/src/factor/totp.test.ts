import {
  codeOf,
  enrolmentAddress,
  fromBase32,
  newRecoveryCode,
  newSecret,
  stepAt,
  stepOf,
  toBase32,
} from './totp';

/** RFC 6238, appendix B, SHA-1: seconds and the eight digits. */
const vectors: [number, string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];
const secret = Buffer.from('12345678901234567890');

test.each(vectors)('at second %d the code is %s (RFC 6238)', (second, code) => {
  expect(codeOf(secret, stepAt(second * 1000), 8)).toBe(code);
});

/** RFC 4226, appendix D. */
test('the first ten codes of a counter are the standard’s (RFC 4226)', () => {
  const codes = Array.from({ length: 10 }, (_, step) => codeOf(secret, step));
  expect(codes.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
});

/** RFC 4648, section 10. */
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('“%s” in base32 is “%s” and comes back', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
  expect(fromBase32(encoded).toString()).toBe(text);
});

const at = 1_700_000_010_000;
const codeAround = (steps: number) => codeOf(secret, stepAt(at) + steps);

test.each([-1, 0, 1])('a code %d steps off is taken', (steps) => {
  expect(stepOf(secret, codeAround(steps), at, 0)).toBe(stepAt(at) + steps);
});

test.each([-3, -2, 2, 3])('a code %d steps off is refused', (steps) => {
  expect(stepOf(secret, codeAround(steps), at, 0)).toBeNull();
});

test('a code that was used, and every older one, is refused', () => {
  const used = stepAt(at);
  expect(stepOf(secret, codeAround(0), at, used)).toBeNull();
  expect(stepOf(secret, codeAround(-1), at, used)).toBeNull();
  expect(stepOf(secret, codeAround(1), at, used)).toBe(used + 1);
});

test('secrets have 160 bits and are never the same', () => {
  expect(fromBase32(newSecret())).toHaveLength(20);
  expect(newSecret()).not.toBe(newSecret());
  expect(newRecoveryCode()).toMatch(/^[A-Z2-7]{10}$/);
});

test('an authenticator is told issuer, account and the usual settings', () => {
  expect(enrolmentAddress('MZXW6', '示范市电梯监管', '周明镜')).toBe(
    `otpauth://totp/${encodeURIComponent('示范市电梯监管')}:${encodeURIComponent('周明镜')}` +
      `?secret=MZXW6&issuer=${encodeURIComponent('示范市电梯监管')}&algorithm=SHA1&digits=6&period=30`,
  );
});
