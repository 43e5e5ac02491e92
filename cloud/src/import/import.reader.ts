import type { Separator, TextEncoding } from '@lifttrust/shared-types/import/import.contract';
import type { ImportKindName } from '@lifttrust/shared-types/import/import.fields';
import { findHeader, type HeaderRow } from './reading/header-row';
import { openSpreadsheet } from './reading/open-spreadsheet';
import { refuseReading, type SheetRow } from './reading/spreadsheet';

/** A heading stands somewhere in the first rows. */
const headingRows = 12;
const sampleRows = 5;
/** Looked at to find out how a table writes dates and numbers. */
const guessRows = 200;

export interface Overview extends HeaderRow {
  format: 'csv' | 'xlsx';
  encoding: string;
  /** Empty for workbooks. */
  separator: string;
  sample: string[][];
  rowCount: number;
  /** Cells of the first rows below the heading. */
  firstRows: string[][];
}

/** What a person may say about a file; null is found out. */
export interface ToldLayout {
  encoding: TextEncoding | null;
  separator: Separator | null;
}

/** Headings, first rows and number of rows of a file: what a person needs to say which column is which. */
export async function overviewOf(
  bytes: Buffer,
  told?: ToldLayout,
  kind: ImportKindName = 'lifts',
): Promise<Overview> {
  const sheet = await openSpreadsheet(bytes, told);
  const first: SheetRow[] = [];
  let filled = 0;
  for await (const row of sheet.rows()) {
    filled += 1;
    if (first.length < headingRows + guessRows) first.push(row);
  }
  const header = findHeader(first.slice(0, headingRows), kind);
  const rows = first.filter((row) => row.rowNumber > header.rowNumber);
  const rowCount = filled - (first.length - rows.length);
  if (rowCount === 0) throw refuseReading('no_rows');
  const firstRows = rows.map((row) => header.headers.map((_, at) => (row.cells[at] ?? '').slice(0, 200)));
  const { format, encoding, separator } = sheet;
  return {
    ...header,
    format,
    encoding,
    separator,
    sample: firstRows.slice(0, sampleRows),
    rowCount,
    firstRows,
  };
}
