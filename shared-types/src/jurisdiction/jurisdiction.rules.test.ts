import {
  type AreaChange,
  areaOn,
  formerCodes,
  gbCodeOf,
  levelOfCode,
  officesAfterMerge,
  refuseArea,
  successorsOf,
} from './jurisdiction.rules';

const merge: AreaChange[] = [
  { actId: '1', fromCode: '999901', toCode: '999905', fromDay: '2026-07-01' },
  { actId: '1', fromCode: '999902', toCode: '999905', fromDay: '2026-07-01' },
];
const split: AreaChange[] = [
  { actId: '2', fromCode: '99990511', toCode: '999907', fromDay: '2027-01-01' },
  { actId: '2', fromCode: '999905', toCode: '999908', fromDay: '2027-01-01' },
];

test('a code stands for itself until the day before a merge and for the merged district from the day', () => {
  expect(areaOn('999901', merge, '2026-06-30')).toBe('999901');
  expect(areaOn('999901', merge, '2026-07-01')).toBe('999905');
  expect(areaOn('99990212', merge, '2026-07-01')).toBe('999905');
  expect(areaOn('999903', merge, '2026-07-01')).toBe('999903');
});

test('a district that takes another in stays what it is', () => {
  const taken = [{ actId: '1', fromCode: '999902', toCode: '999901', fromDay: '2026-07-01' }];
  expect(areaOn('999902', taken, '2026-07-01')).toBe('999901');
  expect(areaOn('99990111', taken, '2026-07-01')).toBe('99990111');
  expect(formerCodes('999901', taken, '2026-07-01')).toEqual(['999902']);
});

test('a split sends each office where it belongs and everything else to the rest', () => {
  const all = [...split, ...merge];
  expect(areaOn('99990511', all, '2027-01-01')).toBe('999907');
  expect(areaOn('99990512', all, '2027-01-01')).toBe('999908');
  expect(areaOn('999901', all, '2027-01-01')).toBe('999908');
  expect(areaOn('999901', all, '2026-12-31')).toBe('999905');
});

test('a merged district answers for the records of those it was made from; their city does so anyway', () => {
  expect(formerCodes('999905', merge, '2026-07-01')).toEqual(['999901', '999902']);
  expect(formerCodes('999905', merge, '2026-06-30')).toEqual([]);
  expect(formerCodes('9999', merge, '2026-07-01')).toEqual([]);
  expect(formerCodes('999901', merge, '2026-07-01')).toEqual([]);
});

test('a new name changes no code', () => {
  const renamed = [{ actId: '3', fromCode: '999901', toCode: '999901', fromDay: '2026-07-01' }];
  expect(areaOn('99990111', renamed, '2026-08-01')).toBe('99990111');
});

test('offices of merged districts keep their number where it is free', () => {
  const codes = officesAfterMerge(['99990111', '99990112', '99990211'], '999905');
  expect([...codes.values()]).toEqual(['99990511', '99990512', '99990501']);
  expect(officesAfterMerge(['99990111', '99990211'], '999901').get('99990211')).toBe('99990101');
});

test('an area lies in its parent, below it, with a code of its level', () => {
  const city = { code: '9999', level: 'city' as const };
  const good = { code: '999901', level: 'district' as const, gbCode: '999901', parent: city };
  expect(refuseArea(good)).toEqual([]);
  expect(refuseArea({ ...good, code: '9999K1', gbCode: '999900' })).toEqual([]);
  const reasons = (area: Parameters<typeof refuseArea>[0]) => refuseArea(area).map(({ code }) => code);
  expect(reasons({ ...good, code: '888801' })).toEqual(['jurisdiction.outside_parent']);
  expect(reasons({ ...good, code: '99990' })).toEqual(['jurisdiction.code_invalid']);
  expect(reasons({ ...good, gbCode: '9999' })).toEqual(['jurisdiction.gb_code_invalid']);
  expect(reasons({ ...good, parent: { code: '9999', level: 'district' } })).toEqual([
    'jurisdiction.level_invalid',
  ]);
});

test('a bare code tells its level and its code of GB/T 2260', () => {
  expect(['99', '9999', '999901', '99990111'].map(levelOfCode)).toEqual([
    'province',
    'city',
    'district',
    'office',
  ]);
  expect(gbCodeOf('9999')).toBe('999900');
});

test('a code of the past means one area after a merger, and several after a split', () => {
  const merged = [
    { actId: 'A1', fromCode: '999901', toCode: '999905', fromDay: '2026-03-01' },
    { actId: 'A1', fromCode: '99990101', toCode: '99990501', fromDay: '2026-03-01' },
  ];
  const split = [
    { actId: 'A2', fromCode: '99990501', toCode: '999907', fromDay: '2026-06-01' },
    { actId: 'A2', fromCode: '999905', toCode: '999908', fromDay: '2026-06-01' },
  ];
  expect(successorsOf('999901', merged, '2026-05-31')).toEqual(['999905']);
  expect(successorsOf('999905', [...merged, ...split], '2026-05-31')).toEqual(['999905']);
  expect(successorsOf('999905', [...merged, ...split], '2026-06-01')).toEqual(['999907', '999908']);
  expect(successorsOf('999901', [...merged, ...split], '2026-06-01')).toEqual(['999907', '999908']);
  expect(successorsOf('99990501', [...merged, ...split], '2026-06-01')).toEqual(['999907']);
  expect(successorsOf('999903', [...merged, ...split], '2026-06-01')).toEqual(['999903']);
});
