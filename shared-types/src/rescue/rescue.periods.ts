interface Period {
  name: string;
  /** First and last day, `YYYY-MM-DD`. */
  since: string;
  until: string;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Whole months from the first day to the last; months count from 0, and may lie beyond the year's ends. */
function months(name: string, year: number, from: number, count: number): Period {
  const [first, last] = [new Date(Date.UTC(year, from, 1)), new Date(Date.UTC(year, from + count, 0))];
  const words = (day: Date) =>
    `${day.getUTCFullYear()}-${twoDigits(day.getUTCMonth() + 1)}-${twoDigits(day.getUTCDate())}`;
  return { name, since: words(first), until: words(last) };
}

/**
 * The month and the quarter that are over, as cities publish them.
 * @basis EMG-09 (RULES §12); 韶关 三
 * @param today `YYYY-MM-DD`
 */
export function periodsBefore(today: string): Period[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const quarter = Math.floor((month - 1) / 3) * 3;
  return [months('上个月', year, month - 2, 1), months('上个季度', year, quarter - 3, 3)];
}
