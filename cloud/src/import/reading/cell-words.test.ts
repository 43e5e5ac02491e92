import { parseDay, parseDegrees, parseFloors, parseNumber, parseState, parseType } from './cell-words';

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
  ['2026-11-20', '2026-11-20'],
  ['2026/1/5', '2026-01-05'],
  ['2026.11.20', '2026-11-20'],
  ['2026年11月20日', '2026-11-20'],
  ['20261120', '2026-11-20'],
  ['2026-11-20 00:00:00.0', '2026-11-20'],
  ['2016-05', '2016-05-01'],
  ['2016年5月', '2016-05-01'],
  ['2016', '2016-01-01'],
  ['2026-02-30', null],
  ['长期', null],
])('the day %s is %s', (cell, day) => {
  expect(parseDay(cell)).toBe(day);
});

test('numbers are read with their own unit and thousands', () => {
  expect(parseNumber('1.75 m/s', /m\/s$/i)).toBe(1.75);
  expect(parseNumber('1,000kg', /kg$/i)).toBe(1000);
  expect(parseNumber('一千', /kg$/i)).toBeNull();
});

test('stops are read from the usual ways of writing', () => {
  expect(parseFloors('18')).toBe(18);
  expect(parseFloors('18层17站')).toBe(17);
  expect(parseFloors('18/18/18')).toBe(18);
  expect(parseFloors('很多')).toBeNull();
});

test('degrees are read plain and in minutes', () => {
  expect(parseDegrees('118.6126')).toBe(118.6126);
  expect(parseDegrees('东经118.6126°')).toBe(118.6126);
  expect(parseDegrees('118°36′36″')).toBeCloseTo(118.61, 4);
  expect(parseDegrees('x')).toBeNull();
});
