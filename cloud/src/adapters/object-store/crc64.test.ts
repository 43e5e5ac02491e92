import { randomBytes } from 'node:crypto';
import { crc64 as another } from '../../../../test/simulators/cos-bucket';
import { crc64 } from './crc64';

test('gives the checksum of the published example', () => {
  expect(crc64(Buffer.from('123456789'))).toBe('11051210869376104954');
});

test.each([0, 1, 255, 10_000])('agrees with another implementation on %p bytes', (length) => {
  const bytes = randomBytes(length);
  expect(crc64(bytes)).toBe(another(bytes));
});
