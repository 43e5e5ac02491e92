import type { CityParameters } from '../city/city.parameters';
import { normaliseCode } from '../lift/lift.codes';

export interface NamedLift {
  field: CityParameters['stickers'][number]['number'];
  number: string;
}

/**
 * The number that a scanned text names a lift by: what stands on the city's older stickers, or the rescue number alone.
 * Null where the text is neither. Registration numbers are read without blanks and in capitals, as registers keep them.
 * @basis 韶市监〔2023〕60号 二(四), EQ-12
 */
export function numberIn(
  scanned: string,
  { stickers, rescueCodePattern }: Pick<CityParameters, 'stickers' | 'rescueCodePattern'>,
): NamedLift | null {
  if (scanned.length > 300) return null;
  for (const { pattern, number: field } of stickers) {
    const found = new RegExp(pattern).exec(scanned)?.[1]?.trim();
    if (found) return { field, number: found.toUpperCase() };
  }
  return new RegExp(rescueCodePattern).test(scanned) ? { field: 'rescueCode', number: scanned } : null;
}

/** Shorter ones agree by chance; no register keeps longer ones. */
const [shortest, longest] = [5, 60];

/**
 * A rescue or registration number as somebody read it off the lift and typed it: blanks, brackets and small letters do not
 * matter, every character of the number does. Null for what can be none. A part of a number names nothing, since whoever
 * tried parts would be handed lists.
 * @basis EQ-04, EQ edge case of torn codes; docs/adr/0041
 */
export function printedNumber(typed: string): string | null {
  if (typed.length > 120) return null;
  const number = normaliseCode(typed);
  return number.length >= shortest && number.length <= longest && /\d{4}/.test(number) ? number : null;
}
