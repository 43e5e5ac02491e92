import { type Mapping } from '@lifttrust/shared-types/import/import.contract';
import { findHeader, type HeaderRow } from './reading/header-row';
import { openSpreadsheet } from './reading/open-spreadsheet';
import { refuseReading, type SheetRow } from './reading/spreadsheet';
import type { RowTerms } from './row.draft';
import { columnsOf, FileDuplicates, type RowReading, readRow } from './row.reader';

/** A heading stands somewhere in the first rows. */
const headingRows = 12;
const sampleRows = 5;

export interface Overview extends HeaderRow {
  format: 'csv' | 'xlsx';
  encoding: string;
  sample: string[][];
  rowCount: number;
}

/** Headings, first rows and number of rows of a file: what a person needs to say which column is which. */
export async function overviewOf(bytes: Buffer): Promise<Overview> {
  const sheet = await openSpreadsheet(bytes);
  const first: SheetRow[] = [];
  const rows: SheetRow[] = [];
  let filled = 0;
  for await (const row of sheet.rows()) {
    filled += 1;
    if (first.length < headingRows + sampleRows) first.push(row);
  }
  const header = findHeader(first.slice(0, headingRows));
  rows.push(...first.filter((row) => row.rowNumber > header.rowNumber));
  const rowCount = filled - (first.length - rows.length);
  if (rowCount === 0) throw refuseReading('no_rows');
  const sample = rows
    .slice(0, sampleRows)
    .map((row) => header.headers.map((_, at) => (row.cells[at] ?? '').slice(0, 200)));
  return { ...header, format: sheet.format, encoding: sheet.encoding, sample, rowCount };
}

/** All rows below the heading, each read on its own, duplicates inside the file refused. */
export async function readRows(
  bytes: Buffer,
  header: HeaderRow,
  mapping: Mapping,
  terms: RowTerms,
): Promise<RowReading[]> {
  const sheet = await openSpreadsheet(bytes);
  const columns = columnsOf(mapping, header.headers);
  const duplicates = new FileDuplicates();
  const readings: RowReading[] = [];
  for await (const row of sheet.rows()) {
    if (row.rowNumber <= header.rowNumber) continue;
    const reading = readRow(row.rowNumber, row.cells, columns, terms);
    duplicates.refuse(reading);
    readings.push(reading);
  }
  return readings;
}
