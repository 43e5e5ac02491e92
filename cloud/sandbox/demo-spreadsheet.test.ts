import ExcelJS from 'exceljs';
import { overviewOf, readRows } from '../src/import/import.reader';
import { guessMapping } from '../src/import/reading/header-row';
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

test.each(demoSpreadsheets(today))(
  '$label: every column is understood, three rows of forty are wrong',
  async ({ bytes }) => {
    const overview = await overviewOf(bytes);
    const mapping = guessMapping(overview.headers);
    expect(Object.keys(mapping)).toHaveLength(overview.headers.length);
    const rows = await readRows(bytes, overview, mapping, terms);
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
