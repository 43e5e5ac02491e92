import { startOfDay } from '../kernel/time';
import { gapsIn, isOn, mondayOf, movedBy, reaches, refuseShift, type Shift, spanOf } from './duty.rules';

const hour = 3_600_000;
const day = '2026-11-20';
const midnight = startOfDay('2026-11-21');
const shift = (from: string, until: string, personId = 'chen', on = day): Shift => ({
  personId,
  ...spanOf(on, from, until),
});

test('a night shift is one shift that ends on the next day', () => {
  const night = spanOf(day, '20:00', '08:00');
  expect(night.endsAt - night.startsAt).toBe(12 * hour);
  expect(isOn(night, midnight - 1)).toBe(true);
  expect(isOn(night, midnight)).toBe(true);
  expect(isOn(night, midnight + 8 * hour)).toBe(false);
});

test('from a time to the same time is a whole day', () => {
  const { startsAt, endsAt } = spanOf(day, '08:00', '08:00');
  expect(endsAt - startsAt).toBe(24 * hour);
});

test('at 24:00 the next shift is on duty, not the one that ends with the day', () => {
  const evening = spanOf(day, '16:00', '00:00');
  const night = spanOf('2026-11-21', '00:00', '08:00');
  expect([isOn(evening, midnight - 1), isOn(night, midnight - 1)]).toEqual([true, false]);
  expect([isOn(evening, midnight), isOn(night, midnight)]).toEqual([false, true]);
});

test('a shift that is over, the same person twice and a missing certificate are refused, all at once', () => {
  const refusals = refuseShift({
    shift: shift('08:00', '16:00'),
    others: [shift('15:00', '23:00')],
    isQualified: false,
    at: midnight,
  });
  expect(refusals.map(({ code }) => code)).toEqual(['duty.past', 'duty.twice', 'duty.not_qualified']);
});

test('a shift that is running may still be entered; one that follows on at once is no overlap', () => {
  const running = shift('08:00', '16:00');
  const others = [shift('16:00', '20:00'), shift('08:00', '16:00', 'lin')];
  expect(refuseShift({ shift: running, others, isQualified: true, at: running.startsAt + hour })).toEqual([]);
});

test('hours in which nobody is on duty are found, over midnight as well', () => {
  const from = startOfDay(day);
  const until = from + 48 * hour;
  const shifts = [shift('08:00', '20:00'), shift('10:00', '12:00', 'lin'), shift('22:00', '08:00', 'lin')];
  expect(gapsIn(shifts, from, until)).toEqual([
    { startsAt: from, endsAt: from + 8 * hour },
    { startsAt: from + 20 * hour, endsAt: from + 22 * hour },
    { startsAt: from + 32 * hour, endsAt: until },
  ]);
  expect(gapsIn([], from, until)).toEqual([{ startsAt: from, endsAt: until }]);
  expect(
    gapsIn([spanOf(day, '00:00', '00:00'), spanOf('2026-11-21', '00:00', '00:00')], from, until),
  ).toEqual([]);
});

test('a roster for lifts or areas is asked for no other lift; one without either for all', () => {
  const lift = { id: 'L1', divisionCode: '999901' };
  expect(reaches({ areas: [], liftIds: [] }, lift)).toBe(true);
  expect(reaches({ areas: ['999901'], liftIds: [] }, lift)).toBe(true);
  expect(reaches({ areas: ['999902'], liftIds: [] }, lift)).toBe(false);
  expect(reaches({ areas: ['999902'], liftIds: ['L1'] }, lift)).toBe(true);
  expect(reaches({ areas: ['999902'], liftIds: [] }, null)).toBe(true);
});

test('a week is taken over day by day, without what would be over already', () => {
  const week = [shift('08:00', '16:00'), shift('20:00', '08:00', 'lin')];
  const moved = movedBy(week, 7, startOfDay('2026-11-28'));
  expect(moved).toEqual([{ personId: 'lin', ...spanOf('2026-11-27', '20:00', '08:00') }]);
  expect(movedBy(week, 7, midnight)).toHaveLength(2);
});

test('weeks begin on Mondays', () => {
  expect(mondayOf(startOfDay('2026-11-20'))).toBe('2026-11-16');
  expect(mondayOf(startOfDay('2026-11-22'))).toBe('2026-11-16');
  expect(mondayOf(startOfDay('2026-11-23'))).toBe('2026-11-23');
});
