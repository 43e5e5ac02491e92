import { CityParameters } from '../city/city.parameters';
import { dayOf } from '../kernel/time';
import type { MaintenanceClass } from '../visit/visit.contract';
import {
  type ClockFacts,
  classNeededOn,
  clocksOn,
  completionOfDay,
  paddedDays,
  pauseOn,
} from './plan.clock.rules';

const intervals = CityParameters.parse({}).intervalDays;
const at = (text: string) => Date.parse(text);
const visit = (day: string, maintenanceClass: MaintenanceClass = 'half_month') => ({
  class: maintenanceClass,
  completedAt: at(`${day}T10:00:00+08:00`),
});
const facts = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  history: [],
  registeredDue: null,
  startedOn: null,
  enteredOn: null,
  contractFrom: null,
  pauses: [],
  ...over,
});
const halfMonth = (over: Partial<ClockFacts>, today = '2026-03-10') =>
  clocksOn(facts(over), today, intervals).due.half_month;

test('work from 23:40 to 00:50 counts for the day on which it ended', () => {
  const history = [{ class: 'half_month' as const, completedAt: at('2026-03-02T00:50:00+08:00') }];
  expect(halfMonth({ history })).toBe('2026-03-17');
});

test('a second before midnight is still the old day, midnight the new one', () => {
  const until = (text: string) =>
    halfMonth({ history: [{ class: 'half_month', completedAt: at(text) }] }, '2026-03-01');
  expect(until('2026-02-28T23:59:59+08:00')).toBe('2026-03-15');
  expect(until('2026-03-01T00:00:00+08:00')).toBe('2026-03-16');
});

test.each([
  ['2028-02-29', '2028-03-15', 'a leap day'],
  ['2028-02-14', '2028-02-29', 'due on a leap day'],
  ['2026-02-14', '2026-03-01', 'February without one'],
  ['2026-01-31', '2026-02-15', 'the end of a month'],
  ['2026-12-31', '2027-01-15', 'the end of a year'],
])('work of %s is due again on %s: %s', (done, due) => {
  expect(halfMonth({ history: [visit(done)] })).toBe(due);
});

test('who comes three days early every time only rolls the clock', () => {
  const history = [visit('2026-03-01'), visit('2026-03-13'), visit('2026-03-25')];
  expect(halfMonth({ history }, '2026-03-26')).toBe('2026-04-09');
  expect(paddedDays(history)).toEqual([]);
});

test('two visits on consecutive days are allowed, roll the clock and are shown', () => {
  const history = [visit('2026-03-01'), visit('2026-03-10'), visit('2026-03-11')];
  expect(halfMonth({ history }, '2026-03-12')).toBe('2026-03-26');
  expect(paddedDays(history)).toEqual(['2026-03-11']);
});

test('two visits on one day are shown too', () => {
  expect(paddedDays([visit('2026-03-10'), visit('2026-03-10')])).toEqual(['2026-03-10']);
});

test('imported history without a time counts until 24:00 of its day, and for that day', () => {
  expect(dayOf(completionOfDay('2026-03-01'))).toBe('2026-03-01');
  expect(dayOf(completionOfDay('2026-03-01') + 1)).toBe('2026-03-02');
  const history = [{ class: 'half_month' as const, completedAt: completionOfDay('2026-03-01') }];
  expect(halfMonth({ history })).toBe('2026-03-16');
});

test('a new lift counts from being put into use and its visit is shown as 首保', () => {
  const clocks = clocksOn(facts({ startedOn: '2026-03-01' }), '2026-03-02', intervals);
  expect(clocks).toEqual({
    due: { half_month: '2026-03-16', quarter: '2026-05-30', half_year: '2026-08-28', year: '2027-03-01' },
    first: 'new',
    pause: null,
  });
});

test('where nothing earlier is known a lift counts from its contract', () => {
  expect(halfMonth({ contractFrom: '2026-03-05' })).toBe('2026-03-20');
  expect(halfMonth({ startedOn: '2026-03-01', contractFrom: '2026-03-05' })).toBe('2026-03-16');
});

test('before the first record the day the register gave stands, whatever the contract', () => {
  expect(halfMonth({ registeredDue: '2026-03-10', contractFrom: '2026-03-05' })).toBe('2026-03-10');
});

test('a deeper class nobody has recorded runs from the contract, and not from before the lift was known here', () => {
  const due = (contractFrom: string | null, enteredOn: string | null) =>
    clocksOn(facts({ history: [visit('2026-05-25')], contractFrom, enteredOn }), '2026-05-26', intervals).due;
  expect(due('2026-03-01', '2026-01-10')).toEqual({
    half_month: '2026-06-09',
    quarter: '2026-05-30',
    half_year: '2026-08-28',
    year: '2027-03-01',
  });
  expect(due('2024-01-01', '2026-03-11').quarter).toBe('2026-06-09');
  expect(due(null, '2026-03-11').quarter).toBe('2026-06-09');
  expect(due(null, null).quarter).toBeNull();
});

test('a lift of which no date is known at all has no clock', () => {
  const { due } = clocksOn(facts({ enteredOn: '2026-03-11' }), '2026-03-12', intervals);
  expect(Object.values(due)).toEqual([null, null, null, null]);
});

test('half-monthly visits alone never make up for the quarterly one', () => {
  const history = ['2026-05-20', '2026-06-04', '2026-06-19'].map((day) => visit(day));
  const { due } = clocksOn(facts({ history, contractFrom: '2026-03-01' }), '2026-06-20', intervals);
  expect(due.quarter).toBe('2026-05-30');
});

test('after the first visit nothing is 首保 any more', () => {
  expect(clocksOn(facts({ history: [visit('2026-03-01')] }), '2026-03-02', intervals).first).toBeNull();
});

test('a lift registered out of use on day 10 has no due day and is never overdue', () => {
  const history = [visit('2026-03-01')];
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: null }];
  for (const today of ['2026-03-11', '2026-03-17', '2026-09-01']) {
    const clocks = clocksOn(facts({ history, pauses }), today, intervals);
    expect(clocks.due.half_month).toBeNull();
    expect(clocks.pause?.kind).toBe('out_of_use');
  }
});

test('a pause that has not begun changes nothing yet', () => {
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: null }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-03-10')).toBe('2026-03-16');
});

test('on re-use the first maintenance is due before hand-over, not “due + length of the pause”', () => {
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: '2026-05-20' }];
  const clocks = clocksOn(facts({ history: [visit('2026-03-01')], pauses }), '2026-05-19', intervals);
  expect(clocks.due.half_month).toBe('2026-05-20');
  expect(clocks.first).toBe('hand_over');
});

test('even a short time out of use asks for a visit before hand-over', () => {
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-05', to: '2026-03-08' }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-03-08')).toBe('2026-03-08');
});

test('a deeper class that fell due meanwhile is due before hand-over as well, one that did not keeps its day', () => {
  const history = [visit('2025-12-20', 'year'), visit('2026-03-01')];
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: '2026-05-20' }];
  const { due } = clocksOn(facts({ history, pauses }), '2026-05-19', intervals);
  expect(due).toMatchObject({ quarter: '2026-05-20', half_year: '2026-06-18', year: '2026-12-20' });
  expect(classNeededOn('2026-05-20', due, intervals)).toBe('quarter');
});

test('the visit before hand-over starts the clocks again', () => {
  const history = [visit('2026-03-01'), visit('2026-05-19')];
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: '2026-05-20' }];
  const clocks = clocksOn(facts({ history, pauses }), '2026-05-21', intervals);
  expect(clocks.due.half_month).toBe('2026-06-03');
  expect(clocks.first).toBeNull();
});

test('a visit long before hand-over is not the one before hand-over', () => {
  const history = [visit('2026-03-01'), visit('2026-03-12')];
  const pauses = [{ kind: 'out_of_use' as const, from: '2026-03-11', to: '2026-05-20' }];
  expect(halfMonth({ history, pauses }, '2026-05-20')).toBe('2026-05-20');
});

test('a lift sealed by the authority is never overdue while sealed', () => {
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-11', to: null }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-06-01')).toBeNull();
});

test('a technician may still work while it is sealed, and that counts', () => {
  const history = [visit('2026-03-01'), visit('2026-04-01')];
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-11', to: '2026-04-10' }];
  expect(halfMonth({ history, pauses }, '2026-04-10')).toBe('2026-04-16');
});

test('what ran out while sealed is due on the day the seal is lifted', () => {
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-11', to: '2026-04-10' }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-04-10')).toBe('2026-04-10');
});

test('what did not run out while sealed keeps its day', () => {
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-05', to: '2026-03-08' }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-03-08')).toBe('2026-03-16');
});

test('what was overdue before it was sealed is not counted through the sealed time', () => {
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-20', to: '2026-04-10' }];
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-03-19')).toBe('2026-03-16');
  expect(halfMonth({ history: [visit('2026-03-01')], pauses }, '2026-03-25')).toBe('2026-04-10');
});

test('the day of renewed use is no day of the pause', () => {
  const pauses = [{ kind: 'sealed' as const, from: '2026-03-05', to: '2026-03-08' }];
  expect(pauseOn(pauses, '2026-03-04')).toBeNull();
  expect(pauseOn(pauses, '2026-03-05')).toBe(pauses[0]);
  expect(pauseOn(pauses, '2026-03-07')).toBe(pauses[0]);
  expect(pauseOn(pauses, '2026-03-08')).toBeNull();
});

test('a visit is as deep as whatever falls due before the one after it may come', () => {
  const due = { half_month: '2026-03-16', quarter: '2026-03-25', half_year: '2026-06-01', year: null };
  expect(classNeededOn('2026-03-10', due, intervals)).toBe('half_month');
  expect(classNeededOn('2026-03-11', due, intervals)).toBe('quarter');
  expect(classNeededOn('2026-05-20', due, intervals)).toBe('half_year');
});

test('a lift visited the day it is asked about is in time until 24:00 fifteen days later', () => {
  expect(halfMonth({ history: [visit('2026-03-01')] }, '2026-03-01')).toBe('2026-03-16');
});
