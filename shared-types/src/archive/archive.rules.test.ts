import { startOfDay } from '../kernel/time';
import {
  type ArchiveTerms,
  archiveDueOn,
  isWhole,
  joined,
  monthAfter,
  monthBefore,
  monthBounds,
  monthToPrepare,
  rangeAsked,
  reminderDays,
  reminderNow,
  supplementOn,
} from './archive.rules';

const terms: ArchiveTerms = { remindDays: [5, 8, 10], dueDay: 10, lateDays: 5, prepareHour: 2 };
const hour = 3_600_000;

describe('a month', () => {
  test('goes from its first midnight in Shanghai to that of the next month', () => {
    const { from, before } = monthBounds('2026-03');
    expect(new Date(from).toISOString()).toBe('2026-02-28T16:00:00.000Z');
    expect(new Date(before).toISOString()).toBe('2026-03-31T16:00:00.000Z');
  });

  test('work completed on 31 March at 23:50 belongs to March, ten minutes later to April', () => {
    const { before } = monthBounds('2026-03');
    expect(Date.parse('2026-03-31T15:50:00Z')).toBeLessThan(before);
    expect(Date.parse('2026-03-31T16:00:00Z')).toBe(before);
  });

  test('February of a leap year holds the 29th', () => {
    const { from, before } = monthBounds('2028-02');
    expect((before - from) / (24 * hour)).toBe(29);
    expect(startOfDay('2028-02-29')).toBeLessThan(before);
  });

  test('years change with it', () => {
    expect([monthAfter('2026-12'), monthBefore('2027-01')]).toEqual(['2027-01', '2026-12']);
  });

  test('is prepared on the 1st from two in the morning, and not a minute before', () => {
    const first = startOfDay('2026-04-01');
    expect(monthToPrepare(first + 2 * hour - 60_000, terms)).toBe('2026-02');
    expect(monthToPrepare(first + 2 * hour, terms)).toBe('2026-03');
    expect(monthToPrepare(startOfDay('2028-03-01') + 2 * hour, terms)).toBe('2028-02');
  });
});

describe('the term', () => {
  const usual = { month: '2026-03', version: 1, preparedOn: '2026-04-01' };

  test('of a month’s package ends with the 10th, and reminders go on the 5th, 8th and 10th', () => {
    expect(archiveDueOn(usual, terms)).toBe('2026-04-10');
    expect(reminderDays(usual, terms)).toEqual(['2026-04-05', '2026-04-08', '2026-04-10']);
  });

  test('leaves five days for a package that was prepared after the 10th', () => {
    const late = { ...usual, preparedOn: '2026-04-11' };
    expect(archiveDueOn(late, terms)).toBe('2026-04-16');
    expect(reminderDays(late, terms)).toEqual(['2026-04-11', '2026-04-16']);
  });

  test('of a supplementary package is never shorter than that, and it is told at once', () => {
    const supplement = { ...usual, version: 2, preparedOn: '2026-04-08' };
    expect(archiveDueOn(supplement, terms)).toBe('2026-04-13');
    expect(archiveDueOn({ ...supplement, preparedOn: '2026-04-05' }, terms)).toBe('2026-04-10');
    expect(reminderDays(supplement, terms)).toEqual(['2026-04-08', '2026-04-13']);
  });

  test('each reminder is given once; of missed ones the latest', () => {
    const on = (today: string, told: string[] = []) => reminderNow(usual, terms, { today, told });
    expect(on('2026-04-04')).toBeNull();
    expect(on('2026-04-05')).toBe('2026-04-05');
    expect(on('2026-04-05', ['2026-04-05'])).toBeNull();
    expect(on('2026-04-09', ['2026-04-05'])).toBe('2026-04-08');
    expect(on('2026-04-10', ['2026-04-08'])).toBe('2026-04-10');
    expect(on('2026-04-11', ['2026-04-08'])).toBeNull();
  });
});

describe('late entries', () => {
  test('are gathered until the next reminder, and packed at once when the last has been', () => {
    expect(supplementOn('2026-03', '2026-04-01', terms)).toBe('2026-04-05');
    expect(supplementOn('2026-03', '2026-04-06', terms)).toBe('2026-04-08');
    expect(supplementOn('2026-03', '2026-04-11', terms)).toBe('2026-04-11');
    expect(supplementOn('2026-03', '2026-09-02', terms)).toBe('2026-09-02');
  });
});

describe('a download', () => {
  test('is whole when every byte went out, in whatever pieces', () => {
    expect(isWhole([{ from: 0, to: 100 }], 100)).toBe(true);
    expect(
      isWhole(
        [
          { from: 60, to: 100 },
          { from: 0, to: 70 },
        ],
        100,
      ),
    ).toBe(true);
    expect(
      isWhole(
        [
          { from: 0, to: 50 },
          { from: 51, to: 100 },
        ],
        100,
      ),
    ).toBe(false);
    expect(isWhole([{ from: 0, to: 99 }], 100)).toBe(false);
  });

  test('keeps pieces that touch as one', () => {
    const pieces = [
      { from: 50, to: 60 },
      { from: 0, to: 10 },
      { from: 10, to: 20 },
      { from: 5, to: 5 },
    ];
    expect(joined(pieces)).toEqual([
      { from: 0, to: 20 },
      { from: 50, to: 60 },
    ]);
  });

  test('may ask for the rest, for a piece or for the end', () => {
    expect(rangeAsked('', 100)).toBe('whole');
    expect(rangeAsked('bytes=40-', 100)).toEqual({ from: 40, to: 100 });
    expect(rangeAsked('bytes=0-0', 100)).toEqual({ from: 0, to: 1 });
    expect(rangeAsked('bytes=90-500', 100)).toEqual({ from: 90, to: 100 });
    expect(rangeAsked('bytes=-5', 100)).toEqual({ from: 95, to: 100 });
  });

  test('beyond the end there is nothing, and what is no single range means the whole', () => {
    expect(rangeAsked('bytes=100-', 100)).toBeNull();
    expect(rangeAsked('bytes=-0', 100)).toBeNull();
    for (const odd of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=9-3', 'bytes=-'])
      expect(rangeAsked(odd, 100)).toBe('whole');
  });
});
