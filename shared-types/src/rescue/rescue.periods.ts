import { addDays, addMonths } from '../kernel/time';

interface Period {
  name: string;
  /** First and last day, `YYYY-MM-DD`. */
  since: string;
  until: string;
}

/** So many whole months before a first day of a month. */
const monthsBefore = (name: string, first: string, count: number): Period => ({
  name,
  since: addMonths(first, -count),
  until: addDays(first, -1),
});

/**
 * The month and the quarter that are over, as cities publish them.
 * @basis EMG-09 (RULES §12); 韶关 三
 * @param today `YYYY-MM-DD`
 */
export function periodsBefore(today: string): Period[] {
  const first = `${today.slice(0, 7)}-01`;
  const quarter = addMonths(first, -((Number(today.slice(5, 7)) - 1) % 3));
  return [monthsBefore('上个月', first, 1), monthsBefore('上个季度', quarter, 3)];
}

export interface PublishedPeriod extends Omit<Period, 'name'> {
  /** `2026-10`, `2026-Q3` */
  key: string;
}

const mostMonths = 12;
const mostQuarters = 4;

/**
 * Months and quarters that are over and began in the city's first published month or later; newest first, months before
 * quarters, a year of each.
 * @basis EMG-09 (RULES §12); 韶关 三
 * @param from `YYYY-MM`; null: nothing is published
 * @param today `YYYY-MM-DD`
 */
export function publishedPeriods(from: string | null, today: string): PublishedPeriod[] {
  if (from === null) return [];
  const month = `${today.slice(0, 7)}-01`;
  const quarter = addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3));
  const whole = (first: string, months: number, back: number): PublishedPeriod => {
    const since = addMonths(first, -months * back);
    const [year, number] = [since.slice(0, 4), Number(since.slice(5, 7))];
    const key = months === 1 ? since.slice(0, 7) : `${year}-Q${(number + 2) / 3}`;
    return { key, since, until: addDays(addMonths(since, months), -1) };
  };
  return [
    ...Array.from({ length: mostMonths }, (_, index) => whole(month, 1, index + 1)),
    ...Array.from({ length: mostQuarters }, (_, index) => whole(quarter, 3, index + 1)),
  ].filter(({ since }) => since.slice(0, 7) >= from);
}
