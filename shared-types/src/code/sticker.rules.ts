import type { CityParameters } from '../city/city.parameters';

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
