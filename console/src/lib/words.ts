import {
  dateInWords,
  dayInWords,
  dayOf,
  instantInWords,
  timeInWords,
} from '@lifttrust/shared-types/kernel/time';

const thisYear = () => dayOf(Date.now()).slice(0, 4);

/** 11月20日 周五; with the year in front when it is another one. */
export function dayWords(day: string): string {
  const year = day.slice(0, 4);
  return year === thisYear() ? dayInWords(day) : `${year}年${dayInWords(day)}`;
}

/** Of things long past the weekday says nothing. */
export const dateWords = dateInWords;

/** 11月20日 周五 14:05 */
export const momentWords = (instant: number): string => `${dayWords(dayOf(instant))} ${timeInWords(instant)}`;

export { dayOf, instantInWords, timeInWords };

export const countWords = (value: number): string => value.toLocaleString('zh-CN');

export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} 字节`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
