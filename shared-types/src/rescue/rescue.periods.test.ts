import { periodsBefore } from './rescue.periods';

test('in the year the month and the quarter before are those that are over', () => {
  expect(periodsBefore('2026-11-22')).toEqual([
    { name: '上个月', since: '2026-10-01', until: '2026-10-31' },
    { name: '上个季度', since: '2026-07-01', until: '2026-09-30' },
  ]);
});

test('in January they lie in the year before', () => {
  expect(periodsBefore('2028-01-01')).toEqual([
    { name: '上个月', since: '2027-12-01', until: '2027-12-31' },
    { name: '上个季度', since: '2027-10-01', until: '2027-12-31' },
  ]);
});

test('February ends on its own last day', () => {
  expect(periodsBefore('2028-03-31')[0]).toMatchObject({ since: '2028-02-01', until: '2028-02-29' });
});
