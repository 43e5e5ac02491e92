import { isIdNumber, isMobileNumber, maskIdNumber, maskPhone, refuseIdNumber } from './person.codes';

test('the example printed in GB 11643 is right', () => {
  expect(isIdNumber('11010519491231002X')).toBe(true);
});

// Invented people of the region 999999, which does not exist.
test.each(['999999199001010016', '999999198802290033', '99999919850715002X', '99999919900101018x'])(
  '%s carries its check sign',
  (number) => {
    expect(isIdNumber(number)).toBe(true);
  },
);

test('one digit changed is noticed', () => {
  expect(isIdNumber('999999199001010015')).toBe(false);
  expect(isIdNumber('999999199001010026')).toBe(false);
});

test('a birthday that the calendar does not have is refused, even with the right check sign', () => {
  expect(isIdNumber('999999199002300015')).toBe(false);
});

test('nobody at work was born before 1900', () => {
  expect(isIdNumber('999999189901010012')).toBe(false);
});

test('a certificate number is an ID number and is checked as one', () => {
  expect(refuseIdNumber('T-2020-0815')?.code).toBe('person.id_number_invalid');
  expect(refuseIdNumber('999999199001010016')).toBeNull();
});

test('a mobile number has eleven digits and begins with 1', () => {
  expect(isMobileNumber('10012345678')).toBe(true);
  expect(isMobileNumber('１0012345678')).toBe(true);
  expect(isMobileNumber('1001234567')).toBe(false);
  expect(isMobileNumber('0591-1234567')).toBe(false);
});

test('lists show an ID number without its birthday and a phone without its middle', () => {
  expect(maskIdNumber('999999199001010016')).toBe('999999********0016');
  expect(maskPhone('10012345678')).toBe('100****5678');
});

test('what is too short to be masked is hidden whole', () => {
  expect(maskIdNumber('12345')).toBe('*****');
  expect(maskPhone('110')).toBe('***');
});
