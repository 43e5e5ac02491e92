/**
 * When a month's packages are prepared, who is reminded of them when, and what counts as taken.
 *
 * @basis 泉鲤市监规〔2024〕1号 四(六): last month's records are downloaded by the 10th, by company and owner; preparing,
 * reminding and listing (RET-04, RET-05) is ours; DECISIONS 33.
 */
import { addDays, addMonths, dayOf, startOfDay } from '../kernel/time';

export interface ArchiveTerms {
  /** Days of the following month on which units are reminded, and the last one for taking the package. */
  remindDays: readonly number[];
  dueDay: number;
  /** Days for a package that comes later than usual. */
  lateDays: number;
  /** Hour of the 1st from which packages are prepared: what was finished at midnight has come in by then. */
  prepareHour: number;
}

const hourMs = 3_600_000;

/** `2026-03` of `2026-03-31`. */
export const monthOf = (day: string): string => day.slice(0, 7);
const firstOf = (month: string): string => `${month}-01`;
export const monthAfter = (month: string): string => monthOf(addMonths(firstOf(month), 1));
export const monthBefore = (month: string): string => monthOf(addDays(firstOf(month), -1));

/** A month in Asia/Shanghai as instants: from its first moment to the first of the next. */
export const monthBounds = (month: string): { from: number; before: number } => ({
  from: startOfDay(firstOf(month)),
  before: startOfDay(firstOf(monthAfter(month))),
});

/** The latest month whose packages are to be prepared by now. */
export const monthToPrepare = (at: number, { prepareHour }: ArchiveTerms): string =>
  monthBefore(monthOf(dayOf(at - prepareHour * hourMs)));

/** A unit's lifts in several districts are packed apart: the first six digits of a division. */
export const districtOf = (divisionCode: string): string => divisionCode.slice(0, 6);

const dayOfNext = (month: string, day: number): string =>
  addDays(firstOf(monthAfter(month)), Math.max(1, day) - 1);

interface Prepared {
  month: string;
  version: number;
  /** Day on which it could first be taken. */
  preparedOn: string;
}

const isOnTime = ({ month, version, preparedOn }: Prepared, terms: ArchiveTerms): boolean =>
  version === 1 && preparedOn <= dayOfNext(month, terms.dueDay);

/** The last day for taking it, until 24:00 (DECISIONS 33). */
export function archiveDueOn(prepared: Prepared, terms: ArchiveTerms): string {
  const usual = dayOfNext(prepared.month, terms.dueDay);
  if (isOnTime(prepared, terms)) return usual;
  const [, later = usual] = [usual, addDays(prepared.preparedOn, terms.lateDays)].sort();
  return later;
}

/** Days on which the unit is reminded, in order. What comes late is told at once and on its last day (RET-05). */
export function reminderDays(prepared: Prepared, terms: ArchiveTerms): string[] {
  if (!isOnTime(prepared, terms)) return [prepared.preparedOn, archiveDueOn(prepared, terms)];
  const days = terms.remindDays.map((day) => dayOfNext(prepared.month, day));
  return [...new Set(days)].filter((day) => day >= prepared.preparedOn).sort();
}

/**
 * The reminder to be given today: the latest that has come and was not given. Null once the term is over, since the
 * list of those who did not take it says the rest.
 * @param told days of reminders already given
 */
export function reminderNow(
  prepared: Prepared,
  terms: ArchiveTerms,
  { today, told }: { today: string; told: readonly string[] },
): string | null {
  if (today > archiveDueOn(prepared, terms)) return null;
  const last = reminderDays(prepared, terms)
    .filter((day) => day <= today)
    .at(-1);
  return last === undefined || told.some((day) => day >= last) ? null : last;
}

/**
 * The day from which late entries make a supplementary package. In the month of the download they are gathered until
 * the next reminder, so that the answers of the first days do not make a package each; later at once.
 */
export function supplementOn(month: string, noticedOn: string, terms: ArchiveTerms): string {
  const days = terms.remindDays.map((day) => dayOfNext(month, day)).sort();
  return days.find((day) => day >= noticedOn) ?? noticedOn;
}

/** Bytes of a file, `to` not included. */
export interface ByteRange {
  from: number;
  to: number;
}

/** Have all bytes of a file been sent, in whatever pieces and order? */
export function isWhole(sent: readonly ByteRange[], size: number): boolean {
  let reached = 0;
  for (const { from, to } of [...sent].sort((a, b) => a.from - b.from)) {
    if (from > reached) return false;
    reached = Math.max(reached, to);
  }
  return reached >= size;
}

/** Pieces that touch become one. */
export function joined(ranges: readonly ByteRange[]): ByteRange[] {
  const result: ByteRange[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) result.push({ from, to });
  }
  return result;
}

/**
 * What a `Range` header asks of a file (RFC 9110 §14): one range of bytes, the whole where there is none or where it is
 * of another kind, null where nothing of the file lies in it.
 */
export function rangeAsked(header: string, size: number): ByteRange | 'whole' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') return Number(last) > 0 ? { from: Math.max(0, size - Number(last)), to: size } : null;
  const to = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  return Number(first) < size ? { from: Number(first), to } : null;
}
