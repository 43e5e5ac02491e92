import { CityParameters } from '../city/city.parameters';
import {
  drillsDue,
  governorDueOn,
  type PeriodicFacts,
  periodicAsked,
  periodicDue,
  periodicInWords,
  periodicStage,
  seasonalDueOn,
  selfInspectionDueOn,
} from './plan.periodic.rules';

const { plan } = CityParameters.parse({});
const facts = (over: Partial<PeriodicFacts> = {}): PeriodicFacts => ({
  type: '3110',
  startedOn: '2020-06-01',
  governorSince: null,
  knownFrom: '2026-01-01',
  nextInspectionOn: null,
  absentItems: [],
  last: {},
  ...over,
});
const governor = (over: Partial<PeriodicFacts>) => governorDueOn(facts(over))?.dueOn;

test('a governor up to fifteen years old is calibrated every two years', () => {
  expect(governor({ last: { governor: '2025-03-10' } })).toBe('2027-03-10');
});

test('a governor over fifteen years old is calibrated every year', () => {
  expect(governor({ startedOn: '2005-06-01', last: { governor: '2026-03-10' } })).toBe('2027-03-10');
});

test('a governor that turns fifteen between two calibrations is due when it does', () => {
  // Fifteen on 2026-06-01: the year since the calibration is over by then, the two years are not.
  expect(governor({ startedOn: '2011-06-01', last: { governor: '2025-03-10' } })).toBe('2026-06-01');
  // Fifteen within the first year: the year counts.
  expect(governor({ startedOn: '2011-06-01', last: { governor: '2026-03-10' } })).toBe('2027-03-10');
});

test('the age of the governor counts, not that of the lift', () => {
  const last = { governor: '2025-03-10' };
  expect(governor({ startedOn: '2005-06-01', governorSince: '2022-01-01', last })).toBe('2027-03-10');
});

test('a governor of unknown age counts as an old one, and that is said', () => {
  const due = governorDueOn(facts({ startedOn: null, last: { governor: '2025-03-10' } }));
  expect(due?.dueOn).toBe('2026-03-10');
  expect(due?.assumed).toContain('按每年校验');
});

test('a governor that was never calibrated counts from its first day', () => {
  expect(governor({ governorSince: '2025-05-05' })).toBe('2027-05-05');
});

test('a governor of which nothing is known is due at once, and that is said', () => {
  const due = governorDueOn(facts({ startedOn: null }));
  expect(due).toMatchObject({ dueOn: '2026-01-01' });
  expect(due?.assumed).toContain('尚未校验');
});

test.each([
  ['3210', '2027-03-10', 'hydraulic lifts every two years'],
  ['3430', '2030-03-10', 'service lifts every five years'],
] as const)('%s: due on %s (%s), whatever the age', (type, dueOn, _why) => {
  expect(governor({ type, startedOn: '2000-01-01', last: { governor: '2025-03-10' } })).toBe(dueOn);
});

test('an escalator has no governor', () => {
  expect(governorDueOn(facts({ type: '3310' }))).toBeNull();
});

test('a calibration on a leap day is due on 28 February two years later', () => {
  expect(governor({ last: { governor: '2028-02-29' } })).toBe('2030-02-28');
});

const water = (over: Partial<PeriodicFacts>) =>
  seasonalDueOn('water', facts({ type: '3310', ...over }), plan)?.dueOn;

test('water protection of an escalator is done before the rainy season begins', () => {
  expect(water({})).toBe('2026-03-31');
});

test('done ahead of the season it serves that season, and the next is due a year later', () => {
  expect(water({ last: { water: '2026-03-20' } })).toBe('2027-03-31');
});

test('done too long ahead it serves the season that is running, not the coming one', () => {
  expect(water({ last: { water: '2025-12-01' } })).toBe('2026-03-31');
  expect(water({ last: { water: '2026-01-01' } })).toBe('2027-03-31');
});

test('done late it serves the season that has begun', () => {
  expect(water({ last: { water: '2026-05-02' } })).toBe('2027-03-31');
});

test('an escalator put into use after the season began is asked for the next one', () => {
  expect(water({ startedOn: '2026-04-15' })).toBe('2027-03-31');
});

test('what lies before the platform knew the lift is not asked for', () => {
  expect(water({ startedOn: '2015-01-01', knownFrom: '2026-04-02' })).toBe('2027-03-31');
});

test('step heating is done before winter, and only where there is any', () => {
  const heating = (absentItems: string[]) =>
    seasonalDueOn('heating', facts({ type: '3320', absentItems }), plan)?.dueOn;
  expect(heating([])).toBe('2026-11-30');
  expect(heating(['D-3-12'])).toBeUndefined();
});

test('a lift that is no escalator has no seasonal items', () => {
  expect(seasonalDueOn('water', facts(), plan)).toBeNull();
});

test('a city sets its own season', () => {
  const own = CityParameters.parse({ plan: { ...plan, rainySeasonOn: '05-15' } }).plan;
  expect(seasonalDueOn('water', facts({ type: '3310' }), own)?.dueOn).toBe('2026-05-14');
});

const selfInspection = (over: Partial<PeriodicFacts>) => selfInspectionDueOn(facts(over), plan)?.dueOn;

test('the yearly self-inspection is due a year after the last', () => {
  expect(selfInspection({ last: { self_inspection: '2026-02-10' } })).toBe('2027-02-10');
});

test('it comes before the periodical inspection, the day before at the latest', () => {
  const last = { self_inspection: '2025-09-01' };
  expect(selfInspection({ nextInspectionOn: '2026-06-15', last })).toBe('2026-06-14');
});

test('done shortly before the inspection it serves that inspection', () => {
  const last = { self_inspection: '2026-05-20' };
  expect(selfInspection({ nextInspectionOn: '2026-06-15', last })).toBe('2027-05-20');
});

test('without any self-inspection a new lift has a year, or until its inspection', () => {
  expect(selfInspection({ startedOn: '2026-01-10' })).toBe('2027-01-10');
  expect(selfInspection({ startedOn: '2026-01-10', nextInspectionOn: '2026-12-20' })).toBe('2026-12-19');
});

test('nothing is claimed about a lift of which nothing is known', () => {
  expect(selfInspection({ startedOn: null })).toBeUndefined();
});

test('all of one lift come together, earliest first', () => {
  const due = periodicDue(facts({ type: '3310', startedOn: '2026-01-10' }), plan);
  expect(due.map(({ item, dueOn }) => [item, dueOn])).toEqual([
    ['water', '2026-03-31'],
    ['heating', '2026-11-30'],
    ['self_inspection', '2027-01-10'],
  ]);
});

test('a drill is due for each category half a year after the last, or after the category was taken over', () => {
  expect(
    drillsDue([
      { type: '3110', since: '2024-01-01', lastDrillOn: '2025-12-31' },
      { type: '3310', since: '2026-01-15', lastDrillOn: null },
    ]),
  ).toEqual([
    { type: '3110', dueOn: '2026-06-30' },
    { type: '3310', dueOn: '2026-07-15' },
  ]);
});

test('a drill of 31 August is due again on the last of February', () => {
  expect(drillsDue([{ type: '3110', since: '2020-01-01', lastDrillOn: '2026-08-31' }])).toEqual([
    { type: '3110', dueOn: '2027-02-28' },
  ]);
});

test('an item of which the platform knows no date is asked for from the day it knew the lift, and says so', () => {
  const asked = periodicAsked(facts({ startedOn: '2012-06-01' }), plan);
  expect(asked.map(({ item }) => item).sort()).toEqual(['governor', 'self_inspection']);
  for (const item of asked) {
    expect(item).toMatchObject({ dueOn: '2026-01-01', lastOn: null });
    expect(item.assumed).toContain('平台上没有以前的日期');
  }
});

test('an item is told of thirty days, seven days and on the day, then once that it is overdue', () => {
  const [item] = periodicAsked(
    facts({ last: { governor: '2025-03-10', self_inspection: '2026-03-01' } }),
    plan,
  );
  const on = (day: string) => item && periodicStage(item, day, plan.periodicRemindDays)?.key;
  expect(item?.dueOn).toBe('2027-03-01');
  expect(on('2027-01-29')).toBeUndefined();
  expect(on('2027-01-30')).toBe('ahead-30/self_inspection/2027-03-01');
  expect(on('2027-02-25')).toBe('ahead-7/self_inspection/2027-03-01');
  expect(on('2027-03-01')).toBe('ahead-0/self_inspection/2027-03-01');
  expect(on('2027-03-02')).toBe('passed/self_inspection/2027-03-01');
  expect(on('2027-06-02')).toBe('passed/self_inspection/2027-03-01');
});

test('nobody is called overdue for a date that is only missing', () => {
  const [item] = periodicAsked(facts({ startedOn: '2012-06-01' }), plan);
  expect(item && periodicStage(item, '2026-05-01', plan.periodicRemindDays)?.kind).toBe('unknown');
});

test('an item says in a sentence with which visit it is done', () => {
  const [item] = periodicAsked(
    facts({ last: { governor: '2025-03-10', self_inspection: '2026-03-01' } }),
    plan,
  );
  expect(item && periodicInWords(item, '2027-02-01', '2027-02-24')).toBe(
    '年度自行检查 3月1日 周一 到期，2月24日 周三 维保时一并完成。',
  );
  expect(item && periodicInWords(item, '2027-02-01', null)).toContain('请单独安排');
});
