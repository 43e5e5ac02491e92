/** Calendar arithmetic in Asia/Shanghai. No clock in here: the instant is always an argument. */

// China has kept UTC+8 without daylight saving since 1991; earlier instants do not occur in this product.
const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** The day in Asia/Shanghai, `YYYY-MM-DD`, on which an instant (epoch ms) falls. */
export const dayOf = (instant: number): string =>
  new Date(instant + shanghaiOffsetMs).toISOString().slice(0, 10);

/** 00:00 of a day in Asia/Shanghai as epoch ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs;

/** 24:00 of a day in Asia/Shanghai as epoch ms. */
export const endOfDay = (day: string): number => startOfDay(day) + dayMs;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * The corresponding day some months later, or the last day of that month where it has none: 31 August + 6 is
 * 28 February, 29 February + 12 is 28 February.
 */
export const addMonths = (day: string, months: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return new Date(first + (Math.min(date.getUTCDate(), last) - 1) * dayMs).toISOString().slice(0, 10);
};

/** The later of two days. */
export const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** Whole days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const two = (value: number) => String(value).padStart(2, '0');

/** 11月20日 周五 */
export const dayInWords = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekdays[date.getUTCDay()]}`;
};

/** 2026年11月20日: where the year counts, as with contracts, and the weekday does not. */
export const dateInWords = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** 2026年11月20日 14:05 */
export const instantInWords = (instant: number): string => {
  const at = new Date(instant + shanghaiOffsetMs);
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};

/** 11月21日 周六 24:00: a term that ends with a day is named by that day, not by the midnight of the next. */
export const deadlineInWords = (instant: number): string => {
  const day = dayOf(instant);
  return instant === startOfDay(day)
    ? `${dayInWords(addDays(day, -1))} 24:00`
    : `${dayInWords(day)} ${timeInWords(instant)}`;
};

/** 26 小时 5 分, 40 分, 30 秒 */
export const durationInWords = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return `${Math.floor(ms / 1000)} 秒`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} 小时` : '', rest > 0 ? `${rest} 分` : ''].filter(Boolean).join(' ');
};

/** 14:05 */
export const timeInWords = (instant: number): string => {
  const at = new Date(instant + shanghaiOffsetMs);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
};
