import type { ToldLayout } from '../import.reader';
import { openCsv } from './csv-reader';
import { kindOfFile } from './file-kind';
import {
  type ReadingLimits,
  readingLimits,
  refuseReading,
  type SheetRow,
  type Spreadsheet,
} from './spreadsheet';
import { readSheet } from './xlsx-sheet';
import { readWorkbook } from './xlsx-workbook';
import { ZipPackage } from './zip-package';

async function refuseOtherPackages(zip: ZipPackage): Promise<void> {
  if (zip.has('xl/workbook.xml')) return;
  if (zip.has('xl/workbook.bin')) throw refuseReading('xlsb_binary');
  if (zip.has('mimetype') && (await zip.readText('mimetype', 200)).includes('opendocument')) {
    throw refuseReading('ods');
  }
  throw refuseReading(zip.has('[Content_Types].xml') ? 'not_spreadsheet' : 'archive');
}

async function openXlsx(bytes: Buffer, limits: ReadingLimits): Promise<Spreadsheet> {
  const zip = new ZipPackage(bytes, limits);
  await refuseOtherPackages(zip);
  const workbook = await readWorkbook(zip, limits);
  return {
    format: 'xlsx',
    encoding: '工作簿',
    separator: '',
    rows: () => readSheet(zip.read(workbook.sheetPath), workbook, limits),
  };
}

async function* withinLimits(rows: AsyncIterable<SheetRow>, limits: ReadingLimits): AsyncGenerator<SheetRow> {
  let filled = 0;
  let chars = 0;
  for await (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    filled += 1;
    for (const cell of row.cells) chars += cell.length;
    if (chars > limits.textChars) throw refuseReading('unsafe_archive');
    if (filled > limits.rows + 10) throw refuseReading('too_many_rows');
    yield row;
  }
}

/** Any upload as rows of text, or a refusal that says what to do. Empty rows are left out, row numbers kept. */
export async function openSpreadsheet(
  bytes: Buffer,
  told?: ToldLayout,
  limits: ReadingLimits = readingLimits,
): Promise<Spreadsheet> {
  if (bytes.length > limits.fileBytes) throw refuseReading('file_too_large');
  const sheet = kindOfFile(bytes) === 'zip' ? await openXlsx(bytes, limits) : openCsv(bytes, limits, told);
  return { ...sheet, rows: () => withinLimits(sheet.rows(), limits) };
}
