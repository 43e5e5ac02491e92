import { areaSuccessors, areaToday } from '../kernel/area-history';

export interface NamedArea {
  code: string;
  name: string;
}

/** What a cell that names an area means today. `several`: it was divided, and the row does not say which part. */
export function areaOfCell(
  cell: string,
  divisions: readonly NamedArea[],
): { code: string; isKnown: boolean; several: NamedArea[] } {
  const named = divisions.filter(({ name }) => name === cell).map(({ code }) => code);
  // Of two areas of one name the one that stands is meant.
  const stated = named.find((code) => areaToday(code) === code) ?? named[0] ?? cell;
  const successors = areaSuccessors(stated);
  const nameOf = (code: string) => divisions.find((one) => one.code === code)?.name ?? '';
  const several = successors.length > 1 ? successors.map((code) => ({ code, name: nameOf(code) })) : [];
  const code = areaToday(stated);
  // Township codes carry two or more digits behind the district's six (CODES §6).
  const isKnown = divisions.some((one) => one.code === code || one.code === code.slice(0, 6));
  return { code, isKnown, several };
}

export const severalInWords = (cell: string, several: readonly NamedArea[]): string =>
  `区划“${cell.slice(0, 20)}”已经拆分，看不出是哪一个，请改写为：${several
    .map(({ code, name }) => `${name} ${code}`.trim())
    .join('，或 ')}。`;
