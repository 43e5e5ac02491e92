import { Readable } from 'node:stream';
import { Separator } from '@lifttrust/shared-types/import/import.contract';
import { CsvError, parse } from 'csv-parse';
import type { ToldLayout } from '../import.reader';
import { type ReadingLimits, refuseReading, type SheetRow, type Spreadsheet } from './spreadsheet';
import { decode, encodingAsTold, encodingOf } from './text-encoding';

const separators = Separator.options;

/** `sep=;` in the first line is a hint that table programs write for each other. */
const hint = /^\uFEFF?"?sep=(.)"?\r?\n/i;

function countOutsideQuotes(line: string, separator: string): number {
  let quoted = false;
  let count = 0;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) count += 1;
  }
  return count;
}

/** The separator that cuts most of the first lines into the same number of cells. */
export function separatorOf(beginning: string): Separator {
  const hinted = hint.exec(beginning)?.[1];
  const known = separators.find((separator) => separator === hinted);
  if (known) return known;
  const lines = beginning
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const score = (separator: Separator): number => {
    const counts = lines.map((line) => countOutsideQuotes(line, separator));
    const most = Math.max(0, ...counts);
    return most === 0 ? 0 : counts.filter((count) => count === most).length * 1_000 + most;
  };
  return separators.reduce((best, separator) => (score(separator) > score(best) ? separator : best), ',');
}

function translate(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return refuseReading('csv_quote_open');
  if (error.code === 'CSV_MAX_RECORD_SIZE') return refuseReading('row_too_long');
  return refuseReading('damaged');
}

async function* readRows(texts: Iterable<string>, separator: Separator): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1_000_000,
  });
  const source = Readable.from(texts, { objectMode: true });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    const records: AsyncIterable<string[]> = parser;
    for await (const record of records) yield record;
  } catch (error) {
    throw translate(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

export function openCsv(bytes: Buffer, limits: ReadingLimits, told?: ToldLayout): Spreadsheet {
  const encoding = told?.encoding ? encodingAsTold(bytes, told.encoding) : encodingOf(bytes);
  const beginning = [...decode(bytes.subarray(0, 65_536), encoding)].join('');
  const separator = told?.separator ?? separatorOf(beginning);
  async function* rows(): AsyncGenerator<SheetRow> {
    let rowNumber = 0;
    for await (const cells of readRows(decode(bytes, encoding), separator)) {
      rowNumber += 1;
      if (rowNumber === 1 && hint.test(`${cells.join(separator)}\n`)) continue;
      if (cells.length > limits.columns) throw refuseReading('too_many_columns');
      yield { rowNumber, cells: cells.map((cell) => cell.slice(0, limits.cellChars)) };
    }
  }
  return { format: 'csv', encoding, separator, rows };
}
