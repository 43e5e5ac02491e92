import type { Conventions, Mapping } from '@lifttrust/shared-types/import/import.contract';
import { plainConventions } from '../import.shape';
import { tidy } from '../reading/cell-words';

const dayFields = ['madeOn', 'lastInspectionOn', 'nextInspectionOn', 'lastMaintainedOn'] as const;
const numberFields = ['ratedSpeed', 'ratedLoad', 'lng', 'lat'] as const;

/** A day of the month cannot be a month when it is above twelve: one such cell tells for the whole table. */
const inTwoWays = /^(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{2}|\d{4})(?: .*)?$/;
const commaInside = /^-?\d+,\d+$/;
const pointInside = /^-?\d+\.\d+$/;

/** Heaviest lift that is plausibly written in tonnes, lightest that is written in kilograms. */
const mostTonnes = 30;
/** No lift runs so fast in metres a second; no figure in metres a minute is smaller. */
const mostMetresASecond = 20;
const mostMetresAMinute = 600;

/** How a table writes what can be read in two ways, as far as its first rows tell; a person sees and corrects it. */
export function guessConventions(headers: string[], rows: string[][], mapping: Mapping): Conventions {
  const cellsOf = (field: keyof Mapping): string[] => {
    const at = headers.indexOf(mapping[field] ?? '');
    return at < 0 ? [] : rows.map((row) => tidy(row[at] ?? '')).filter((cell) => cell !== '');
  };
  return {
    decimal: guessDecimal(numberFields.flatMap(cellsOf)),
    dates: guessDates(dayFields.flatMap(cellsOf)),
    load: guessLoad(cellsOf('ratedLoad')),
    speed: guessSpeed(cellsOf('ratedSpeed')),
  };
}

function guessDecimal(cells: string[]): Conventions['decimal'] {
  const commas = cells.filter((cell) => commaInside.test(cell) && !/,\d{3}$/.test(cell)).length;
  const points = cells.filter((cell) => pointInside.test(cell)).length;
  return commas > points ? 'comma' : plainConventions.decimal;
}

function guessDates(cells: string[]): Conventions['dates'] {
  const parts = cells.map((cell) => inTwoWays.exec(cell)).filter((found) => found !== null);
  if (parts.some((found) => Number(found[1]) > 12)) return 'day_first';
  if (parts.some((found) => Number(found[2]) > 12)) return 'month_first';
  return plainConventions.dates;
}

const plainNumbers = (cells: string[]): number[] =>
  cells.map((cell) => Number(cell.replace(/^(\d+),(\d{1,2})$/, '$1.$2'))).filter((value) => value > 0);

function guessLoad(cells: string[]): Conventions['load'] {
  const values = plainNumbers(cells);
  return values.length > 0 && values.every((value) => value <= mostTonnes) ? 't' : plainConventions.load;
}

function guessSpeed(cells: string[]): Conventions['speed'] {
  const values = plainNumbers(cells);
  if (values.length === 0 || !values.every((value) => value > mostMetresASecond))
    return plainConventions.speed;
  return values.every((value) => value <= mostMetresAMinute) ? 'm/min' : 'mm/s';
}
