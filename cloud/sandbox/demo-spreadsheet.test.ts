import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import ExcelJS from 'exceljs';
import { FileDuplicates } from '../src/import/engine/file-duplicates';
import { overviewOf } from '../src/import/import.reader';
import { plainConventions } from '../src/import/import.shape';
import { measuresOf } from '../src/import/lifts/lift.kind';
import { columnsOf, readRow } from '../src/import/lifts/row.reader';
import { guessMapping } from '../src/import/reading/header-row';
import { openSpreadsheet } from '../src/import/reading/open-spreadsheet';
import { demoSpreadsheets } from './demo-spreadsheet';
import { division } from './people';

const today = '2026-11-20';
const terms = {
  crs: 'GCJ02' as const,
  today,
  rescueCodePattern: '^\\d{6}$',
  divisions: [division],
  divisionCode: division.code,
};

async function readRows(bytes: Buffer, headers: string[], headerRow: number, mapping: Mapping) {
  const [columns, duplicates] = [columnsOf(mapping, headers), new FileDuplicates('一台电梯')];
  const rows: ReturnType<typeof readRow>[] = [];
  for await (const { rowNumber, cells } of (await openSpreadsheet(bytes)).rows()) {
    if (rowNumber <= headerRow) continue;
    const row = readRow(rowNumber, cells, columns, { ...terms, ...measuresOf(mapping, plainConventions) });
    duplicates.refuse(row);
    rows.push(row);
  }
  return rows;
}

test.each(demoSpreadsheets(today))(
  '$label: every column is understood, three rows of forty are wrong',
  async ({ bytes }) => {
    const overview = await overviewOf(bytes);
    const mapping = guessMapping(overview.headers);
    expect(Object.keys(mapping)).toHaveLength(overview.headers.length);
    const rows = await readRows(bytes, overview.headers, overview.rowNumber, mapping);
    expect(rows).toHaveLength(40);
    expect(rows.flatMap((row) => row.reasons.map((reason) => reason.code))).toEqual([
      'lift.identifier_ruined',
      'import.duplicate_in_file',
      'import.coordinates_swapped',
    ]);
    expect(rows.flatMap((row) => row.warnings)).toEqual([]);
  },
);

test('the demo workbook opens in other programs', async () => {
  const [file] = demoSpreadsheets(today);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(file?.bytes ?? []).buffer);
  expect(book.worksheets[0]?.getRow(3).getCell(1).value).toBe('31109999012016053337');
});
