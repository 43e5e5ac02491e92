import * as fc from 'fast-check';
import { bandsNear, bandsOf } from './photo-bands';
import { hashDistance } from './picture';

const hash = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const flip = (from: string, bits: number[]): string =>
  bits
    .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${from}`))
    .toString(16)
    .padStart(16, '0');

test('a picture within the allowed difference always shares a band with its twin', () => {
  const flips = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 11 });
  fc.assert(
    fc.property(hash, flips, (from, bits) => {
      const twin = flip(from, bits);
      expect(hashDistance(from, twin)).toBe(bits.length);
      const near = new Set(bandsNear(from, bits.length));
      expect(bandsOf(twin).some((band) => near.has(band))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('with the usual six bits only a few of all bands are looked at', () => {
  expect(bandsNear('0123456789abcdef', 6)).toHaveLength(4 * 17);
});
