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

const longestRow = 1_000_000;

/** Before anything is decoded: four bytes a letter at most, and no line longer than a row may be. */
function refuseEndlessLine(bytes: Buffer): void {
  const longest = longestRow * 4;
  const endOf = (from: number) => {
    const feed = bytes.indexOf(10, from);
    if (feed >= 0 && feed - from <= longest) return feed;
    return bytes.indexOf(13, from);
  };
  for (let at = 0; at + longest < bytes.length; ) {
    const end = endOf(at);
    if (end < 0 || end - at > longest) throw refuseReading('row_too_long');
    at = end + 1;
  }
}

/** The parser counts what stands in cells; millions of empty ones are counted here. */
function* withoutEndlessLines(texts: Iterable<string>): Generator<string> {
  let length = 0;
  for (const text of texts) {
    const last = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    length = last < 0 ? length + text.length : text.length - last - 1;
    if (length > longestRow) throw refuseReading('row_too_long');
    yield text;
  }
}

async function* readRows(texts: Iterable<string>, separator: Separator): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
  });
  const source = Readable.from(withoutEndlessLines(texts), { objectMode: true });
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
  refuseEndlessLine(bytes);
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
