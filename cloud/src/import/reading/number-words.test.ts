import {
  loadUnits,
  parseFloors,
  parseMeasure,
  parsePlainNumber,
  speedUnits,
  unitOfHeading,
} from './number-words';

test.each([
  ['1,000', 'point', 1000],
  ['1,000.5', 'point', 1000.5],
  ['1,75', 'point', 1.75],
  ['1,75', 'comma', 1.75],
  ['1,000', 'comma', 1],
  ['1.000', 'comma', 1000],
  ['1.000,5', 'comma', 1000.5],
  ['1.75', 'comma', 1.75],
  ['一千', 'point', null],
] as const)('%s with a decimal %s is %s', (cell, decimal, value) => {
  expect(parsePlainNumber(cell, decimal)).toBe(value);
});

test.each([
  ['1000', 'kg', 1000],
  ['1,000 kg', 'kg', 1000],
  ['1000公斤', 't', 1000],
  ['1.0', 't', 1000],
  ['1.6吨', 'kg', 1600],
  ['0,63 t', 'kg', 630],
  ['13人', 'kg', null],
] as const)('the load %s in a column of %s is %s kg', (cell, usual, value) => {
  expect(parseMeasure(cell, loadUnits, usual, 'point')).toBe(value);
});

test.each([
  ['1.75 m/s', 'm/min', 1.75],
  ['1.75米/秒', 'm/s', 1.75],
  ['105', 'm/min', 1.75],
  ['60 m/min', 'm/s', 1],
  ['1750', 'mm/s', 1.75],
  ['500mm/s', 'm/s', 0.5],
  ['30米/分', 'm/s', 0.5],
  ['快', 'm/s', null],
] as const)('the speed %s in a column of %s is %s m/s', (cell, usual, value) => {
  expect(parseMeasure(cell, speedUnits, usual, 'point')).toBe(value);
});

test('a heading may name the unit of its column', () => {
  expect(unitOfHeading('额定载重量(t)', loadUnits)).toBe('t');
  expect(unitOfHeading('额定载重量（吨）', loadUnits)).toBe('t');
  expect(unitOfHeading('额定载荷 kg', loadUnits)).toBe('kg');
  expect(unitOfHeading('额定速度【m/min】', speedUnits)).toBe('m/min');
  expect(unitOfHeading('速度米/秒', speedUnits)).toBe('m/s');
  expect(unitOfHeading('RATED_LOAD_WEIGHT', loadUnits)).toBeUndefined();
  expect(unitOfHeading('额定载重量', loadUnits)).toBeUndefined();
});

test.each([
  ['18', 18],
  ['18层17站', 17],
  ['18/18/18', 18],
  ['18层/17站/17门', 17],
  ['18F17S17D', 17],
  ['18-17-17', 17],
  ['十八层十七站', 17],
  ['二十层', 20],
  ['18*17*17', 17],
  ['很多', null],
])('%s has %s stops', (cell, stops) => {
  expect(parseFloors(cell)).toBe(stops);
});
