/**
 * The simulated year: far enough ahead that no run meets it, with a 29 February, and with holidays of its own, since
 * nobody has published any. A span is a holiday of so many days; the days behind it are worked instead (调休).
 */
export const firstDay = '2032-01-01';
export const daysOfYear = 366;
/** Lifts were registered, and the company's contracts began, in autumn: so the first quarter ends in February. */
export const contractsFrom = '2031-11-20';

const spans: [from: string, days: number, worked: string[]][] = [
  ['2032-01-01', 3, []],
  ['2032-02-10', 8, ['2032-02-07', '2032-02-21']],
  ['2032-04-03', 3, []],
  ['2032-05-01', 5, ['2032-05-08']],
  ['2032-06-12', 3, []],
  ['2032-10-01', 7, ['2032-09-26', '2032-10-09']],
];

const daysIn = (from: string, days: number): string[] =>
  Array.from({ length: days }, (_, n) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
  );

export const daysOff = spans.flatMap(([from, days]) => daysIn(from, days));
export const workedInstead = spans.flatMap(([, , worked]) => worked);

const off = new Set(daysOff);
/** A public holiday, weekends aside: the planner has to look ahead over these. */
export const isHoliday = (day: string): boolean => off.has(day);

/** What the city's file says for the simulated year. */
export const cityCalendar = { daysOff, workingDays: workedInstead };
