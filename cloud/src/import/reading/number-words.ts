import type { Conventions } from '@lifttrust/shared-types/import/import.contract';
import { tidy } from './cell-words';

type Decimal = Conventions['decimal'];

const thousands: Record<Decimal, RegExp> = {
  point: /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  comma: /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/,
};

/** Digits grouped by thousands or not; a comma that cannot group thousands is a decimal comma. */
export function parsePlainNumber(text: string, decimal: Decimal = 'point'): number | null {
  if (thousands[decimal].test(text)) {
    return Number(
      decimal === 'point' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.'),
    );
  }
  const isGroup = decimal === 'point' && /^-?\d{1,3},\d{3}$/.test(text);
  const plain = /^-?\d+,\d+$/.test(text) && !isGroup ? text.replace(',', '.') : text;
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

interface Unit {
  words: RegExp;
  /** How many of the register's unit one of it is. */
  factor: number;
}

/** Loads are registered in kilograms. */
export const loadUnits: Record<Conventions['load'], Unit> = {
  kg: { words: /(?:kgs?|公斤|千克)$/i, factor: 1 },
  t: { words: /(?:t|tons?|吨)$/i, factor: 1_000 },
};

/** Speeds are registered in metres a second. */
export const speedUnits: Record<Conventions['speed'], Unit> = {
  'm/min': { words: /(?:m\/min|mpm|米\/分钟?|米每分钟?)$/i, factor: 1 / 60 },
  'mm/s': { words: /(?:mm\/s|毫米\/秒)$/i, factor: 1 / 1_000 },
  'm/s': { words: /(?:m\/s|mps|米\/秒|米每秒)$/i, factor: 1 },
};

/** The unit that a heading names: `额定载重量(t)`, `速度 m/min`. */
export function unitOfHeading<Name extends string>(
  heading: string,
  units: Record<Name, Unit>,
): Name | undefined {
  const bare = tidy(heading).replace(/[)\]】]+$/, '');
  const names = Object.keys(units) as Name[];
  // A unit stands apart from the word before it: RATEDLOAT is no load in tonnes.
  return names.find(
    (name) =>
      units[name].words.test(bare) &&
      /[([【/ ：:,，]|[\u4e00-\u9fff]/.test(bare.replace(units[name].words, '').slice(-1)),
  );
}

/** A measure in the register's unit: the cell's own unit counts, else that of the heading or the convention. */
export function parseMeasure<Name extends string>(
  cell: string,
  units: Record<Name, Unit>,
  usual: Name,
  decimal: Decimal,
): number | null {
  const text = tidy(cell);
  const names = Object.keys(units) as Name[];
  const own = names.find((name) => units[name].words.test(text));
  const { words, factor } = units[own ?? usual];
  const value = parsePlainNumber(text.replace(words, '').trim(), decimal);
  // Thousandths are enough for both and keep 105 m/min from becoming 1.7500000000000002.
  return value === null ? null : Math.round(value * factor * 1_000) / 1_000;
}

const chineseDigits = '零一二三四五六七八九';

/** `十八` is 18; up to ninety-nine, as floors are counted. */
function chineseNumber(text: string): string {
  return text.replace(
    /([一二三四五六七八九])?十([一二三四五六七八九])?|[一二三四五六七八九]/g,
    (all, tens, ones) => {
      if (!all.includes('十')) return String(chineseDigits.indexOf(all));
      return String((tens ? chineseDigits.indexOf(tens) : 1) * 10 + (ones ? chineseDigits.indexOf(ones) : 0));
    },
  );
}

/** `18`, `18层18站`, `18/18/18`, `18F/17S/17D`, `十八层十八站`: the stops are the second number where there are two. */
export function parseFloors(cell: string): number | null {
  const text = chineseNumber(tidy(cell)).replace(/\s/g, '');
  const separator = '[/\\\\、,;*×xX-]?';
  const form = new RegExp(
    `^(\\d{1,3})(?:层|F)?(?:${separator}(\\d{1,3})(?:站|S)?)?(?:${separator}\\d{1,3}(?:门|D)?)?$`,
    'i',
  );
  const parts = form.exec(text);
  const stops = parts?.[2] ?? parts?.[1];
  return stops === undefined ? null : Number(stops);
}
