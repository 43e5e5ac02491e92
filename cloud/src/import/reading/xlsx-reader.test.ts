import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { openSpreadsheet } from './open-spreadsheet';
import { readingLimits, type SheetRow } from './spreadsheet';

async function read(bytes: Uint8Array): Promise<SheetRow[]> {
  const sheet = await openSpreadsheet(Buffer.from(bytes));
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return rows;
}

const codeOf = (bytes: Uint8Array): Promise<string> =>
  read(bytes).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as foreign writers make it, part by part. */
function workbook(sheetData: string, more: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const oneCell = async (cell: string, more: Record<string, string> = {}) =>
  (await read(workbook(`<row r="1">${cell}</row>`, more)))[0]?.cells[0];

async function excelRows(fill: (sheet: ExcelJS.Worksheet) => void): Promise<SheetRow[]> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('台账'));
  return read(new Uint8Array(await book.xlsx.writeBuffer()));
}

test('identifiers written as text keep twenty digits and leading zeros', async () => {
  const rows = await excelRows((sheet) => {
    sheet.addRow(['注册代码', '出厂编号']);
    sheet.addRow(['31103506002016053337', '0014130']);
  });
  expect(rows[1]?.cells).toEqual(['31103506002016053337', '0014130']);
});

test('dates become days', async () => {
  const rows = await excelRows((sheet) => {
    sheet.addRow([new Date(Date.UTC(2026, 10, 20)), new Date(Date.UTC(1999, 0, 1))]);
    sheet.getCell('B1').numFmt = 'yyyy"年"m"月"d"日"';
  });
  expect(rows[0]?.cells).toEqual(['2026-11-20', '1999-01-01']);
});

test('a merged title above the heading keeps its row number and disturbs nothing', async () => {
  const rows = await excelRows((sheet) => {
    sheet.addRow(['鹭湾区电梯台账']);
    sheet.mergeCells('A1:C1');
    sheet.addRow(['设备代码', '品种', '状态']);
    sheet.addRow([]);
    sheet.addRow(['a', 'b', 'c']);
  });
  expect(rows.map((row) => row.rowNumber)).toEqual([1, 2, 4]);
});

test('rich text, booleans and cells left out keep their places', async () => {
  const rows = await excelRows((sheet) => {
    sheet.getCell('A1').value = { richText: [{ text: '云溪' }, { text: '里' }] };
    sheet.getCell('D1').value = true;
  });
  expect(rows[0]?.cells).toEqual(['云溪里', '', '', '是']);
});

test('of a formula only its last value is taken, and it is never evaluated', async () => {
  const rows = await excelRows((sheet) => {
    sheet.getCell('A1').value = { formula: 'A2&"3"', result: '31103506002016053337' };
    sheet.getCell('B1').value = '=1+1';
  });
  expect(rows[0]?.cells).toEqual(['31103506002016053337', '=1+1']);
});

test('hidden sheets are passed over', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('字典', { state: 'veryHidden' }).addRow(['不要']);
  book.addWorksheet('台账').addRow(['要']);
  const rows = await read(new Uint8Array(await book.xlsx.writeBuffer()));
  expect(rows[0]?.cells).toEqual(['要']);
});

test('a number keeps the exact digits of the file', async () => {
  expect(await oneCell('<c><v>31103506002016053337</v></c>')).toBe('31103506002016053337');
  expect(await oneCell('<c><v>1.7500000000000002</v></c>')).toBe('1.7500000000000002');
});

test('a code that was ruined to an exponent is shown as ruined, with its plus sign', async () => {
  expect(await oneCell('<c><v>3.1103506002016053E+19</v></c>')).toBe('3.1103506002016053E+19');
  expect(await oneCell('<c><v>3.1103506002016053E19</v></c>')).toBe('3.1103506002016053E+19');
});

test('1E217 written as text stays 1E217', async () => {
  expect(await oneCell('<c t="inlineStr"><is><t>1E217</t></is></c>')).toBe('1E217');
});

test('a number shown with leading zeros is read as it is shown', async () => {
  const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`;
  expect(await oneCell('<c s="1"><v>1234</v></c>', { 'xl/styles.xml': styles })).toBe('001234');
});

test('days are counted from 1904 where the workbook says so', async () => {
  const styles = `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`;
  const since1904 = `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="1"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const cell = '<c s="0"><v>44884</v></c>';
  expect(await oneCell(cell, { 'xl/styles.xml': styles })).toBe('2022-11-19');
  expect(await oneCell(cell, { 'xl/styles.xml': styles, 'xl/workbook.xml': since1904 })).toBe('2026-11-20');
});

test('prefixed XML of other writers, phonetic hints and shared strings are understood', async () => {
  const sheet = `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  const strings = `<sst xmlns="${main}"><si><t>望岫</t><rPh><t>wangxiu</t></rPh></si></sst>`;
  expect(await oneCell('', { 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': strings })).toBe(
    '望岫',
  );
});

test('a bomb is stopped while it unpacks', async () => {
  const bomb = workbook(`<row r="1"><c t="inlineStr"><is><t>${'0'.repeat(40_000_000)}</t></is></c></row>`);
  expect(bomb.length).toBeLessThan(200_000);
  expect(await codeOf(bomb)).toBe('import.unsafe_archive');
});

test('a package that declares more than it may is refused before it is unpacked', async () => {
  const bytes = Buffer.from(workbook('<row r="1"/>'));
  const entry = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt32LE(2_000_000_000, entry + 24);
  expect(await codeOf(bytes)).toBe('import.unsafe_archive');
});

test('a package of thousands of parts is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`xl/media/${at}.xml`, '']));
  expect(await codeOf(workbook('', many))).toBe('import.unsafe_archive');
});

test('entities and document types are refused, so nothing can be expanded or fetched', async () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>`;
  expect(await codeOf(workbook('', { 'xl/worksheets/sheet1.xml': laughs }))).toBe('import.unsafe_xml');
  expect(await codeOf(workbook('<row><c><v>&undeclared;</v></c></row>'))).toBe('import.damaged');
});

test('a cut, a flipped and a foreign package each say what to do', async () => {
  const whole = Buffer.from(workbook('<row r="1"><c><v>1</v></c></row>'.repeat(200)));
  expect(await codeOf(whole.subarray(0, whole.length - 100))).toBe('import.truncated');
  const flipped = Buffer.from(whole);
  const sheetAt = flipped.indexOf('sheet1.xml') + 'sheet1.xml'.length;
  flipped.fill(0xff, sheetAt, sheetAt + 40);
  expect(await codeOf(flipped)).toBe('import.damaged');
  expect(await codeOf(zipSync({ 'readme.txt': strToU8('x') }))).toBe('import.archive');
  expect(await codeOf(zipSync({ 'xl/workbook.bin': strToU8('x') }))).toBe('import.xlsb_binary');
  expect(await codeOf(zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }))).toBe(
    'import.ods',
  );
});

test('a package with a password on its parts is refused', async () => {
  const bytes = Buffer.from(workbook('<row r="1"/>'));
  const entry = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
  expect(await codeOf(bytes)).toBe('import.encrypted');
});

test('macros lie in the package untouched', async () => {
  expect(await oneCell('<c><v>7</v></c>', { 'xl/vbaProject.bin': 'Sub Auto_Open()' })).toBe('7');
});

test('a workbook without a visible sheet is refused', async () => {
  const hidden = `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>`;
  expect(await codeOf(workbook('', { 'xl/workbook.xml': hidden }))).toBe('import.no_sheet');
});

test('a file larger than one run takes is refused unread', async () => {
  const opening = openSpreadsheet(Buffer.from('a,b\n1,2'), undefined, { ...readingLimits, fileBytes: 5 });
  await expect(opening).rejects.toMatchObject({ code: 'import.file_too_large' });
});
