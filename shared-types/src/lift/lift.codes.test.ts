import {
  annexOf,
  isRescueCode,
  isRuined,
  normaliseCode,
  normaliseIdentifier,
  parseLiftCode,
  parseUseRegistration,
  refuseRescueCode,
  refuseRuined,
  refuseUnidentified,
  typeFromCode,
  warnLiftCode,
  warnUseRegistration,
} from './lift.codes';

test('identifiers are trimmed, upper-cased and half-width, and otherwise left alone', () => {
  expect(normaliseIdentifier('　５r16074 ')).toBe('5R16074');
  expect(normaliseIdentifier('12-2#')).toBe('12-2#');
  expect(normaliseIdentifier('东区 1号楼（左）')).toBe('东区 1号楼(左)');
});

test('leading zeros stay', () => {
  expect(normaliseCode('000042')).toBe('000042');
});

test('all twenty digits stay', () => {
  expect(normaliseCode('31109999992016053337')).toBe('31109999992016053337');
});

test('coded numbers lose blanks inside and invisible signs', () => {
  expect(normaliseCode('3110 9999 9920 1605 3337')).toBe('31109999992016053337');
  expect(normaliseCode('\uFEFF3110\u200B9999\u00A0')).toBe('31109999');
});

test('normalising twice changes nothing more', () => {
  for (const raw of [' 梯11闽Ｅ3622（16） ', '1E217', 'ａｂ　ｃ']) {
    expect(normaliseCode(normaliseCode(raw))).toBe(normaliseCode(raw));
  }
});

test.each(['3.11E+19', '3.1103506E+19', '3.11e+19', '１.２E＋１０', ' 3.11E+19 '])('%s is ruined', (cell) => {
  expect(isRuined(cell)).toBe(true);
  expect(refuseRuined(cell, 'registrationCode', '注册代码')?.code).toBe('lift.identifier_ruined');
});

test.each(['1E217', '2E10', '31109999992016053337', 'SGL20131212-1', ''])('%s is not', (cell) => {
  expect(isRuined(cell)).toBe(false);
  expect(refuseRuined(cell, 'factoryNumber', '出厂编号')).toBeNull();
});

test('twenty digits are a 注册代码: class, registering office, month, serial', () => {
  expect(parseLiftCode('31109999992016053337')).toEqual({
    kind: 'registration_20',
    classCode: '3110',
    divisionCode: '999999',
    registeredIn: { year: 2016, month: 5 },
    serial: '3337',
  });
});

test('a month 13 makes no 注册代码', () => {
  expect(parseLiftCode('31109999992016133337').kind).toBe('unknown');
});

test('seventeen and eighteen characters are a 设备代码: class, manufacturer, year, serial', () => {
  expect(parseLiftCode('31101999920150001')).toMatchObject({ kind: 'equipment_17', serial: '0001' });
  expect(parseLiftCode('311019999201500012')).toEqual({
    kind: 'equipment_18',
    classCode: '3110',
    manufacturerCode: '19999',
    madeIn: 2015,
    serial: '00012',
  });
});

test('a serial that has overflowed begins with a letter', () => {
  expect(parseLiftCode('3110199992015a001').kind).toBe('equipment_17');
});

test('the type is never taken from a 20-digit code: 3130 there may be a lift without machine room', () => {
  expect(typeFromCode('31309999992014017242')).toBeNull();
});

test('the type is taken from a 设备代码, which is younger than the catalogue', () => {
  expect(typeFromCode('31101999920150001')).toBe('3110');
  expect(typeFromCode('39991999920150001')).toBeNull();
});

test('an unusual code is recorded with a warning, an empty one without', () => {
  expect(warnLiftCode('TE37493', 'equipmentCode', '设备代码')?.code).toBe('lift.code_unusual');
  expect(warnLiftCode('', 'equipmentCode', '设备代码')).toBeNull();
  expect(warnLiftCode('31109999992016053337', 'equipmentCode', '设备代码')).toBeNull();
});

test.each([
  ['梯11闽E3622(16)', '3110', '3622', 2016],
  ['梯11宁A12345（20）', '3110', '12345', 2020],
  ['梯31沪a00001(18)', '3310', '00001', 2018],
])('使用登记证编号 %s is read', (raw, typeCode, serial, year) => {
  expect(parseUseRegistration(raw)).toMatchObject({ typeCode, serial, year });
});

test.each(['梯99闽E3622(16)', '电梯3622', '31109999992016053337'])(
  '%s is unusual, and only a warning',
  (raw) => {
    expect(parseUseRegistration(raw)).toBeNull();
    expect(warnUseRegistration(raw)?.code).toBe('lift.use_registration_unusual');
  },
);

test('a rescue code follows the city’s own pattern', () => {
  expect(isRescueCode('350017', '^\\d{6}$')).toBe(true);
  expect(isRescueCode('35001', '^\\d{6}$')).toBe(false);
  expect(isRescueCode('35001', '^\\d{5}$')).toBe(true);
  expect(isRescueCode('te37493', '^T[A-Z]\\d{5}$')).toBe(true);
  expect(refuseRescueCode('35001', '^\\d{6}$')?.code).toBe('lift.rescue_code_invalid');
  expect(refuseRescueCode('', '^\\d{6}$')).toBeNull();
});

const anonymous = {
  equipmentCode: '',
  registrationCode: '',
  useRegistration: '',
  factoryNumber: '',
  manufacturer: '',
};

test('a lift has at least one identifier', () => {
  expect(refuseUnidentified(anonymous)?.code).toBe('lift.unidentified');
  expect(refuseUnidentified({ ...anonymous, registrationCode: '31109999992016053337' })).toBeNull();
  expect(refuseUnidentified({ ...anonymous, useRegistration: '梯11闽E3622(16)' })).toBeNull();
});

test('a new lift is known by its manufacturer together with the factory number', () => {
  expect(refuseUnidentified({ ...anonymous, factoryNumber: '5R16074' })?.code).toBe('lift.unidentified');
  expect(
    refuseUnidentified({ ...anonymous, factoryNumber: '5R16074', manufacturer: '某制造单位' }),
  ).toBeNull();
});

test('explosion-proof and firefighters’ lifts have no annex', () => {
  expect(annexOf('3410')).toBeNull();
  expect(annexOf('3420')).toBeNull();
  expect(annexOf('3430')).toBe('C');
});
