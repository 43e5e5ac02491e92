import { periodsBefore, publishedPeriods } from './rescue.periods';

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

test('published are months and quarters that are over and began in the first published month or later', () => {
  expect(publishedPeriods(null, '2026-11-22')).toEqual([]);
  expect(publishedPeriods('2026-11', '2026-11-30')).toEqual([]);
  expect(publishedPeriods('2026-11', '2026-12-01')).toEqual([
    { key: '2026-11', since: '2026-11-01', until: '2026-11-30' },
  ]);
  expect(publishedPeriods('2026-07', '2026-11-22')).toEqual([
    { key: '2026-10', since: '2026-10-01', until: '2026-10-31' },
    { key: '2026-09', since: '2026-09-01', until: '2026-09-30' },
    { key: '2026-08', since: '2026-08-01', until: '2026-08-31' },
    { key: '2026-07', since: '2026-07-01', until: '2026-07-31' },
    { key: '2026-Q3', since: '2026-07-01', until: '2026-09-30' },
  ]);
  // A quarter of which the city has published two months is not published as a quarter.
  expect(publishedPeriods('2026-08', '2026-10-01').map(({ key }) => key)).toEqual(['2026-09', '2026-08']);
});

test('what lies more than a year back is read no more', () => {
  const keys = publishedPeriods('2020-01', '2027-01-15').map(({ key }) => key);
  expect(keys).toHaveLength(16);
  expect(keys.slice(0, 2)).toEqual(['2026-12', '2026-11']);
  expect(keys.slice(11)).toEqual(['2026-01', '2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1']);
});
