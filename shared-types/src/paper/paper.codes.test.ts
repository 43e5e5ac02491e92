import { isPermitNumber, normalisePermitNumber, permitStem, refusePermitNumber } from './paper.codes';

test('a permit is TS, seven signs and the year in which it ends', () => {
  expect(isPermitNumber('TS3399001-2028')).toBe(true);
  expect(isPermitNumber('ts33990A1—2028')).toBe(true);
  expect(isPermitNumber('ＴＳ３３９９００１－２０２８')).toBe(true);
});

test.each(['', 'TS339900-2028', 'TS33990012028', 'TX3399001-2028', 'TS3399001-28', 'TS3399001-2028-1'])(
  '%p is no permit',
  (number) => {
    expect(isPermitNumber(number)).toBe(false);
    expect(refusePermitNumber(number, '2028-05-01')?.code).toBe('paper.permit_number_invalid');
  },
);

test('the year of the number and the last day are the same year', () => {
  expect(refusePermitNumber('TS3399001-2028', '2028-12-31')).toBeNull();
  expect(refusePermitNumber('TS3399001-2028', '2029-01-01')?.code).toBe('paper.permit_year_differs');
  expect(refusePermitNumber('TS3399001-2028', null)).toBeNull();
});

test('a renewed permit keeps its stem', () => {
  expect(permitStem('TS3399001—2024')).toBe(permitStem('TS3399001-2028'));
  expect(normalisePermitNumber(' ts3399001–2028 ')).toBe('TS3399001-2028');
});
