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
