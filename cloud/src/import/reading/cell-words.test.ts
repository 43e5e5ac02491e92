import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { parseDegrees, parseState, parseType, parseUsePlace } from './cell-words';

test.each([
  ['曳引驱动乘客电梯', '3110'],
  ['3110', '3110'],
  ['３１１０', '3110'],
  ['3110 曳引驱动乘客电梯', '3110'],
  ['曳引驱动乘客电梯(3110)', '3110'],
  ['自动扶梯', '3310'],
  ['杂物电梯', '3430'],
  ['无机房客梯', '3110'],
  ['3130 无机房客梯', '3110'],
  ['3130', '3130'],
])('the type %s is %s', (cell, type) => {
  expect(parseType(cell)).toBe(type);
});

test('the type is never taken from a twenty-digit code', () => {
  expect(parseType('31305001122014017242')).toBeNull();
  expect(parseType('起重机')).toBeNull();
  expect(parseType('4110')).toBeNull();
});

test.each([
  ['在用', 'in_use'],
  ['停用', 'suspended'],
  ['暂停使用', 'paused'],
  ['报废', 'scrapped'],
  ['飞行', null],
])('the state %s is %s', (cell, state) => {
  expect(parseState(cell)).toBe(state);
});

test.each([
  ['住宅', 'residence'],
  [' 居民小区 ', 'residence'],
  ['写字楼', 'office'],
  ['商场超市', 'shop'],
  ['地铁站', 'transport'],
  ['其它', 'other'],
  ['school', 'school'],
  ['3 幢', null],
  ['toString', null],
])('the place %s is %s', (cell, place) => {
  expect(parseUsePlace(cell)).toBe(place);
});

test('each of the nine places is known by its own word', () => {
  for (const [key, word] of Object.entries(usePlaces))
    expect([word, parseUsePlace(word)]).toEqual([word, key]);
});

test('degrees are read plain and in minutes', () => {
  expect(parseDegrees('118.6126')).toBe(118.6126);
  expect(parseDegrees('东经118.6126°')).toBe(118.6126);
  expect(parseDegrees('118°36′36″')).toBeCloseTo(118.61, 4);
  expect(parseDegrees('118,6126')).toBe(118.6126);
  expect(parseDegrees('118,612')).toBe(118.612);
  expect(parseDegrees('x')).toBeNull();
});
