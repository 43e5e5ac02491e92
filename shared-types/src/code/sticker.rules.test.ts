import { CityParameters } from '../city/city.parameters';
import { numberIn, printedNumber } from './sticker.rules';

const city = CityParameters.parse({
  stickers: [
    { pattern: '^https://old\\.example/q\\?c=(\\w{17,20})$', number: 'equipmentCode' },
    { pattern: '^SYBZ:(.+)$', number: 'useRegistration' },
  ],
});

test('a sticker of the city names the lift by the number that its pattern says', () => {
  expect(numberIn('https://old.example/q?c=31103505002016050a', city)).toEqual({
    field: 'equipmentCode',
    number: '31103505002016050A',
  });
  expect(numberIn('SYBZ:梯11闽C00001(20)', city)).toEqual({
    field: 'useRegistration',
    number: '梯11闽C00001(20)',
  });
});

test('six digits are the rescue number; seven are nothing', () => {
  expect(numberIn('999901', city)).toEqual({ field: 'rescueCode', number: '999901' });
  expect(numberIn('9999012', city)).toBeNull();
});

test('an address that only looks like a sticker names no lift', () => {
  expect(numberIn('https://old.example.evil/q?c=31103505002016050A', city)).toBeNull();
  expect(numberIn('x'.repeat(301), city)).toBeNull();
});

test('a pattern without a group, or that is no pattern, cannot be a city’s parameter', () => {
  for (const pattern of ['^\\d{6}$', '^((\\d))$', '(']) {
    const parsed = CityParameters.safeParse({ stickers: [{ pattern, number: 'rescueCode' }] });
    expect(parsed.success).toBe(false);
  }
});

test.each([
  [' 999 901 ', '999901'],
  ['９９９９０１', '999901'],
  ['梯11闽c00001（20）', '梯11闽C00001(20)'],
])('%s as it was typed is the number %s', (typed, number) => {
  expect(printedNumber(typed)).toBe(number);
});

test.each(['', '9901', '望溪花园三幢', 'x'.repeat(61), '9'.repeat(121)])(
  '“%s” can be no printed number',
  (typed) => {
    expect(printedNumber(typed)).toBeNull();
  },
);
