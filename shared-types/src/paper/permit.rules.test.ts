import { type PermitFact, refusePermit } from './permit.rules';

const passenger = (grade: 'A1' | 'A2' | 'B', from: string | null, until: string): PermitFact => ({
  from,
  until,
  subItems: [{ code: 'traction_passenger', grade }],
});
const codes = (
  permits: PermitFact[],
  lift: { type: string; ratedSpeed: number | null },
  from = '2026-01-01',
  until = '2026-12-31',
) => refusePermit(permits, lift, from, until).map(({ code }) => code);

test.each([
  ['B', 2.5, []],
  ['B', 2.51, ['paper.permit_not_covering']],
  ['A2', 6, []],
  ['A2', 6.01, ['paper.permit_not_covering']],
  ['A1', 10, []],
] as const)('grade %s and a lift of %s m/s: %p', (grade, ratedSpeed, expected) => {
  expect(codes([passenger(grade, null, '2028-05-01')], { type: '3110', ratedSpeed })).toEqual(expected);
});

test('a passenger permit covers firefighters’ lifts, but no escalator', () => {
  const permits = [passenger('B', null, '2028-05-01')];
  expect(codes(permits, { type: '3420', ratedSpeed: 1.75 })).toEqual([]);
  expect(codes(permits, { type: '3310', ratedSpeed: 0.5 })).toEqual(['paper.permit_not_covering']);
});

test.each([
  ['goods', '3120'],
  ['goods', '3130'],
  ['hydraulic', '3210'],
  ['escalator', '3320'],
  ['service_lift', '3430'],
  ['goods', '3410'],
] as const)('the sub-item %s covers lifts of type %s', (code, type) => {
  const permit = { from: null, until: '2028-05-01', subItems: [{ code, grade: null }] };
  expect(codes([permit], { type, ratedSpeed: null })).toEqual([]);
});

test('a lift whose speed is unknown is not refused for its speed', () => {
  expect(codes([passenger('B', null, '2028-05-01')], { type: '3110', ratedSpeed: null })).toEqual([]);
});

test('every day of the contract is covered: the last day, not the day after', () => {
  const permits = [passenger('B', null, '2026-12-31')];
  const lift = { type: '3110', ratedSpeed: 1.75 };
  expect(codes(permits, lift)).toEqual([]);
  expect(codes(permits, lift, '2026-01-01', '2027-01-01')).toEqual(['paper.permit_ends_early']);
});

test('two permits that follow each other without a day between cover together', () => {
  const first = passenger('B', '2022-07-01', '2026-06-30');
  const lift = { type: '3110', ratedSpeed: 1.75 };
  expect(codes([first, passenger('B', '2026-07-01', '2030-06-30')], lift)).toEqual([]);
  expect(codes([first, passenger('B', '2026-07-02', '2030-06-30')], lift)).toEqual([
    'paper.permit_ends_early',
  ]);
});

test('without any permit nothing is covered', () => {
  expect(codes([], { type: '3110', ratedSpeed: 1 })).toEqual(['paper.permit_missing']);
});
