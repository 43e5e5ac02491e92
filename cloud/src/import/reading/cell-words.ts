import {
  type LiftState,
  type LiftType,
  liftStates,
  liftTypes,
} from '@lifttrust/shared-types/lift/lift.contract';

/** Full-width to half-width and no outer space: `３１１０ ` is `3110`. */
export const tidy = (cell: string): string => cell.normalize('NFKC').replace(/\s+/g, ' ').trim();

const typeWords: ReadonlyArray<[string, LiftType]> = [
  ['曳引驱动乘客电梯', '3110'],
  ['曳引式乘客电梯', '3110'],
  ['曳引乘客电梯', '3110'],
  ['曳引式客梯', '3110'],
  ['无机房客梯', '3110'],
  ['观光客梯', '3110'],
  ['病床电梯', '3110'],
  ['乘客电梯', '3110'],
  ['客梯', '3110'],
  ['曳引驱动载货电梯', '3120'],
  ['曳引式载货电梯', '3120'],
  ['曳引式货梯', '3120'],
  ['无机房货梯', '3120'],
  ['载货电梯', '3120'],
  ['货梯', '3120'],
  ['强制驱动载货电梯', '3130'],
  ['强制式货梯', '3130'],
  ['液压乘客电梯', '3210'],
  ['液压客梯', '3210'],
  ['液压载货电梯', '3220'],
  ['液压货梯', '3220'],
  ['自动扶梯', '3310'],
  ['扶梯', '3310'],
  ['自动人行道', '3320'],
  ['防爆电梯', '3410'],
  ['消防员电梯', '3420'],
  ['消防电梯', '3420'],
  ['杂物电梯', '3430'],
  ['杂物梯', '3430'],
  ['餐梯', '3430'],
];

const isType = (code: string): code is LiftType => Object.hasOwn(liftTypes, code);

/**
 * The catalogue entry of a cell: its four digits, its name, or both (`3110 曳引驱动乘客电梯`). Words decide over
 * digits, because old class codes use the same digits with other meanings (CODES §1 rule 3, §3).
 */
export function parseType(cell: string): LiftType | null {
  const text = tidy(cell).replace(/\s/g, '');
  const bare = text.replace(/^\d{4}[-:.、)(]*|[()]?\d{4}[()]?$/g, '');
  const word = bare.replace(/\([^)]*\)/g, '');
  const found = typeWords.find(([name]) => name === bare || name === word);
  if (found) return found[1];
  if (bare !== '') return null;
  const digits = /\d{4}/.exec(text)?.[0] ?? '';
  return isType(digits) ? digits : null;
}

const stateWords: ReadonlyArray<[string, LiftState]> = [
  ['在用', 'in_use'],
  ['使用', 'in_use'],
  ['正常', 'in_use'],
  ['在用(正常)', 'in_use'],
  ['停用', 'suspended'],
  ['报停', 'suspended'],
  ['已停用', 'suspended'],
  ['暂停使用', 'paused'],
  ['暂停', 'paused'],
  ['查封', 'paused'],
  ['维修', 'paused'],
  ['注销', 'deregistered'],
  ['已注销', 'deregistered'],
  ['拆除', 'deregistered'],
  ['报废', 'scrapped'],
  ['已报废', 'scrapped'],
  ['目录外', 'out_of_scope'],
];

const isState = (word: string): word is LiftState => Object.hasOwn(liftStates, word);

export function parseState(cell: string): LiftState | null {
  const text = tidy(cell);
  if (isState(text)) return text;
  return stateWords.find(([word]) => word === text)?.[1] ?? null;
}

const two = (value: string | undefined): string => (value ?? '1').padStart(2, '0');

function calendarDay(year: string, month: string | undefined, day: string | undefined): string | null {
  const text = `${year}-${two(month)}-${two(day)}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 31 April over in some forms; the round trip refuses it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}

const dayForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: .*)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日(?: .*)?$/,
  /^(\d{4})(\d{2})(\d{2})(?:000000)?$/,
  /^(\d{4})[-/.年](\d{1,2})月?$/,
  /^(\d{4})年?$/,
];

/** A day as YYYY-MM-DD; a month or a year alone stands for its first day. */
export function parseDay(cell: string): string | null {
  const text = tidy(cell);
  for (const form of dayForms) {
    const found = form.exec(text);
    if (found?.[1]) {
      const day = calendarDay(found[1], found[2], found[3]);
      return day && day >= '1900-01-01' && day <= '2100-12-31' ? day : null;
    }
  }
  return null;
}

/** `1.75m/s`, `1,000 kg`, `1000`. Other units are not guessed. */
export function parseNumber(cell: string, unit: RegExp): number | null {
  const text = tidy(cell).replace(unit, '').trim();
  const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** `18`, `18层18站`, `18/18/18`: the stops are the second number where there are two. */
export function parseFloors(cell: string): number | null {
  const text = tidy(cell);
  const parts = /^(\d{1,3})层?(?:[/\\、 ]?(\d{1,3})站?)?(?:[/\\、 ]?\d{1,3}门?)?$/.exec(text);
  const stops = parts?.[2] ?? parts?.[1];
  return stops === undefined ? null : Number(stops);
}

/** `118.61`, `东经118.61°`, `118°36′36″`. */
export function parseDegrees(cell: string): number | null {
  const text = tidy(cell).replace(/^(?:东经|北纬|[EN])\s*/i, '');
  const plain = /^(-?\d{1,3}(?:\.\d+)?)°?$/.exec(text);
  if (plain?.[1]) return Number(plain[1]);
  const parts = /^(\d{1,3})°(\d{1,2})['′](?:(\d{1,2}(?:\.\d+)?)(?:["″]|['′]{2}))?$/.exec(text);
  if (!parts) return null;
  return Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? '0') / 3_600;
}
