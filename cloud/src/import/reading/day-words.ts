import type { Conventions } from '@lifttrust/shared-types/import/import.contract';
import { tidy } from './cell-words';

const two = (value: string | undefined): string => (value ?? '1').padStart(2, '0');

/** Day 0 of the next month is the last of this one. */
const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function calendarDay(year: string, month: string | undefined, day: string | undefined): string | null {
  const text = `${year}-${two(month)}-${two(day)}`;
  if (text < '1900-01-01' || text > '2100-12-31') return null;
  const inMonth = Number(month ?? 1);
  const ofMonth = Number(day ?? 1);
  const isReal = inMonth >= 1 && inMonth <= 12 && ofMonth >= 1 && ofMonth <= daysOf(Number(year), inMonth);
  return isReal ? text : null;
}

/** Two digits of a year: lifts in use were made between 1970 and 2069. */
const fullYear = (year: string): string =>
  year.length === 4 ? year : `${Number(year) < 70 ? '20' : '19'}${year}`;

const yearFirst = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: .*)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?(?: .*)?$/,
  /^(\d{4})(\d{2})(\d{2})(?:000000)?$/,
  /^(\d{4})[-/.年](\d{1,2})月?$/,
  /^(\d{4})年?$/,
];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `20-Nov-26`, `20 November 2026`, `20-11月-26` (a database whose client speaks Chinese). */
const dayMonthYear = /^(\d{1,2})[- /.]([a-z]{3,9}|\d{1,2}月)[- /.,]+(\d{4}|\d{2})(?: .*)?$/i;
/** `Nov 20, 2026`. */
const monthDayYear = /^([a-z]{3,9})[- /.](\d{1,2}),?[- /.]+(\d{4}|\d{2})(?: .*)?$/i;

function monthNumber(word: string): string | undefined {
  const digits = /^(\d{1,2})月$/.exec(word)?.[1];
  if (digits) return digits;
  const at = months.indexOf(word.slice(0, 3).toLowerCase());
  return at < 0 ? undefined : String(at + 1);
}

function namedMonth(text: string): string | null {
  const european = dayMonthYear.exec(text);
  const [, day, month, year] = european ?? [];
  if (day && month && year) return withMonth(year, month, day);
  const [, americanMonth, americanDay, americanYear] = monthDayYear.exec(text) ?? [];
  if (americanMonth && americanDay && americanYear)
    return withMonth(americanYear, americanMonth, americanDay);
  return null;
}

function withMonth(year: string, word: string, day: string): string | null {
  const month = monthNumber(word);
  return month === undefined ? null : calendarDay(fullYear(year), month, day);
}

/** `20/11/2026`: clear when one part is above twelve, else as the table's convention says, else unreadable. */
function inTwoWays(text: string, dates: Conventions['dates']): string | null {
  const [, first, second, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?$/.exec(text) ?? [];
  if (!first || !second || !year) return null;
  if (Number(first) > 12) return calendarDay(fullYear(year), second, first);
  if (Number(second) > 12) return calendarDay(fullYear(year), first, second);
  if (first === second) return calendarDay(fullYear(year), first, second);
  if (dates === 'day_first') return calendarDay(fullYear(year), second, first);
  if (dates === 'month_first') return calendarDay(fullYear(year), first, second);
  return null;
}

const dayMs = 86_400_000;

/** Table programs count days from the end of 1899; five digits are neither a year nor a date written together. */
function serialDay(text: string): string | null {
  const serial = /^([2-6]\d{4})(?:\.\d+)?$/.exec(text)?.[1];
  return serial ? new Date(Date.UTC(1899, 11, 30) + Number(serial) * dayMs).toISOString().slice(0, 10) : null;
}

const digits = '〇一二三四五六七八九';

/** `二〇二六年十一月二十日` with its numerals as digits. */
function arabic(text: string): string {
  if (!/^[〇○零一二三四五六七八九十]{2,}年/.test(text)) return text;
  return text
    .replace(/[○零]/g, '〇')
    .replace(
      /([一二三])?十([一二三四五六七八九])?/g,
      (_, tens: string | undefined, ones: string | undefined) => {
        const ten = tens ? digits.indexOf(tens) : 1;
        return String(ten * 10 + (ones ? digits.indexOf(ones) : 0));
      },
    )
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(digits.indexOf(sign)));
}

/** A day as YYYY-MM-DD; a month or a year alone stands for its first day. Null: it could be no day or two. */
export function parseDay(cell: string, dates: Conventions['dates'] = 'year_first'): string | null {
  const text = arabic(tidy(cell));
  for (const form of yearFirst) {
    const found = form.exec(text);
    if (found?.[1]) return calendarDay(found[1], found[2], found[3]);
  }
  return namedMonth(text) ?? inTwoWays(text, dates) ?? serialDay(text);
}
