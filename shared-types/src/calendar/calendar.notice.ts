/** What one notice of the State Council orders for one year. */
export interface HolidayNotice {
  year: number;
  /** Number and day of the notice. */
  source: string;
  /** Days off as the notice names them, first and last day included; the weekends among them too. */
  holidays: readonly { name: string; from: string; to: string }[];
  /** Saturdays and Sundays that are worked instead (调休). */
  workingDays: readonly string[];
}
