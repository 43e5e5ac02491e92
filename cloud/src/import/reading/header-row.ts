import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import type { ImportField, ImportKindName } from '@lifttrust/shared-types/import/import.fields';
import { normaliseHeader, type Synonyms, synonyms } from './header-synonyms';
import { refuseReading, type SheetRow } from './spreadsheet';
import { organisationSynonyms, peopleSynonyms } from './unit-synonyms';

const fieldsByHeader = new Map<ImportKindName, Map<string, ImportField>>();
const wordsOf: Record<ImportKindName, readonly Synonyms[]> = {
  lifts: synonyms,
  people: peopleSynonyms,
  organisations: organisationSynonyms,
};

function fieldByHeader(kind: ImportKindName): Map<string, ImportField> {
  const known = fieldsByHeader.get(kind);
  if (known) return known;
  const made = new Map<string, ImportField>();
  for (const [field, words] of wordsOf[kind])
    for (const word of words) made.set(normaliseHeader(word), field);
  fieldsByHeader.set(kind, made);
  return made;
}

/** `额定速度(m/s)` and `设备代码*` mean what they mean without the addition. */
const withoutAddition = (header: string): string =>
  header.replace(/[([（【].*$/, '').replace(/[*＊:：]+$/, '');

export function guessField(header: string, kind: ImportKindName = 'lifts'): ImportField | undefined {
  const known = fieldByHeader(kind);
  return known.get(normaliseHeader(header)) ?? known.get(normaliseHeader(withoutAddition(header)));
}

/** Each field takes the first column that names it; a person corrects what is wrong. */
export function guessMapping(headers: string[], kind: ImportKindName = 'lifts'): Mapping {
  const mapping: Mapping = {};
  for (const header of headers) {
    const field = guessField(header, kind);
    if (field !== undefined && mapping[field] === undefined) mapping[field] = header;
  }
  return mapping;
}

/** A mapping remembered or sent by a client, without the columns this file does not have. */
export function mappingWithin(mapping: Mapping, headers: string[]): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(([, header]) => header !== undefined && headers.includes(header)),
  );
}

export interface HeaderRow {
  headers: string[];
  /** The last row that belongs to the heading; data begin below it. */
  rowNumber: number;
}

const score = (cells: string[], kind: ImportKindName): number =>
  cells.filter((cell) => guessField(cell, kind) !== undefined).length;
const filled = (cells: string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** Two lines merged into one heading (坐标 above 经度 and 纬度): the lower word counts where there is one. */
function mergedWith(
  upper: string[],
  lower: SheetRow | undefined,
  kind: ImportKindName,
): string[] | undefined {
  if (!lower || filled(lower.cells) === 0 || score(lower.cells, kind) !== filled(lower.cells))
    return undefined;
  const width = Math.max(upper.length, lower.cells.length);
  return Array.from({ length: width }, (_, at) => lower.cells[at]?.trim() || (upper[at] ?? ''));
}

function named(cells: string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const name = cell.replace(/\s+/g, ' ').trim().slice(0, 190) || `第 ${at + 1} 列`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}（${times}）`;
  });
}

/**
 * The heading among the first rows: exports of superior systems put a merged title, a date or the name of the
 * office above it. When no word is known, the first row with two filled cells is taken.
 */
export function findHeader(firstRows: SheetRow[], kind: ImportKindName = 'lifts'): HeaderRow {
  const best = firstRows.reduce<SheetRow | undefined>(
    (found, row) => (score(row.cells, kind) > (found ? score(found.cells, kind) : 0) ? row : found),
    undefined,
  );
  const row = best ?? firstRows.find((candidate) => filled(candidate.cells) >= 2);
  if (!row) throw refuseReading('no_header');
  const at = firstRows.indexOf(row);
  const below = firstRows[at + 1];
  const downward = mergedWith(row.cells, below, kind);
  if (downward && below) return { headers: named(downward), rowNumber: below.rowNumber };
  return { headers: named(row.cells), rowNumber: row.rowNumber };
}
