import iconv from 'iconv-lite';
import { openSpreadsheet } from './open-spreadsheet';
import type { SheetRow } from './spreadsheet';

async function read(bytes: Buffer): Promise<{ encoding: string; rows: SheetRow[] }> {
  const sheet = await openSpreadsheet(bytes);
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return { encoding: sheet.encoding, rows };
}

const codeOf = (bytes: Buffer): Promise<string> =>
  read(bytes).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );

const text = '注册代码,使用地点\n31103506002016053337,云溪里小区\n00012340002016053337,"望岫坊,东门"\n';
const expected = [
  ['注册代码', '使用地点'],
  ['31103506002016053337', '云溪里小区'],
  ['00012340002016053337', '望岫坊,东门'],
];

test.each([
  ['UTF-8 without a mark', Buffer.from(text), 'UTF-8'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'UTF-8'],
  ['GB18030', iconv.encode(text, 'gb18030'), 'GB18030'],
  ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'UTF-16LE'],
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'UTF-16LE'],
])('a CSV file in %s reads the same', async (_, bytes, encoding) => {
  const sheet = await read(bytes);
  expect(sheet.encoding).toBe(encoding);
  expect(sheet.rows.map((row) => row.cells)).toEqual(expected);
});

test.each([',', ';', '\t', '|'])('cells separated by %j are found without being told', async (separator) => {
  const bytes = Buffer.from(['设备代码', '地址,楼', '状态'].map((cell) => `"${cell}"`).join(separator));
  const sheet = await read(Buffer.concat([bytes, Buffer.from(`\n1${separator}2${separator}3\n`)]));
  expect(sheet.rows[0]?.cells).toEqual(['设备代码', '地址,楼', '状态']);
  expect(sheet.rows[1]?.cells).toEqual(['1', '2', '3']);
});

test('the separator hint of table programs is obeyed and is not a row of data', async () => {
  const sheet = await read(Buffer.from('sep=;\r\na;b,c\r\n1;2,3\r\n'));
  expect(sheet.rows.map((row) => row.cells)).toEqual([
    ['a', 'b,c'],
    ['1', '2,3'],
  ]);
});

test('empty rows are left out and row numbers stay those of the file', async () => {
  const sheet = await read(Buffer.from('a,b\n\n1,2\n,,\n"3\n4",5\n6,7\n'));
  expect(sheet.rows.map((row) => row.rowNumber)).toEqual([1, 3, 5, 6]);
});

test('a text that begins like a formula stays text', async () => {
  const sheet = await read(Buffer.from('a,b\n"=HYPERLINK(""http://x"",""y"")",@SUM(1)\n'));
  expect(sheet.rows[1]?.cells).toEqual(['=HYPERLINK("http://x","y")', '@SUM(1)']);
});

test('a file can be read a second time from the top', async () => {
  const sheet = await openSpreadsheet(Buffer.from('a,b\n1,2\n'));
  for (let time = 0; time < 2; time += 1) {
    const numbers: number[] = [];
    for await (const row of sheet.rows()) numbers.push(row.rowNumber);
    expect(numbers).toEqual([1, 2]);
  }
});

test.each([
  ['nothing at all', Buffer.alloc(0), 'import.empty_file'],
  ['an old .xls workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'import.xls_binary'],
  [
    'an encrypted workbook',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'import.encrypted',
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'import.pdf'],
  ['a PNG picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'import.image'],
  ['a JPEG picture', Buffer.from('ffd8ffe000104a46', 'hex'), 'import.image'],
  ['a gzip archive', Buffer.from('1f8b0800', 'hex'), 'import.archive'],
  ['a web page named .xls', Buffer.from('<html><table><tr><td>1</td></tr></table>'), 'import.html'],
  ['bytes that are no text', Buffer.from([1, 0, 0, 7, 0, 0, 9, 0, 0, 3]), 'import.not_spreadsheet'],
  [
    'text of no encoding we know',
    Buffer.from([0x61, 0x2c, 0xff, 0xff, 0xff, 0x0a]),
    'import.encoding_unknown',
  ],
  ['a quote that never closes', Buffer.from('a,b\n"1,2\n3,4\n'), 'import.csv_quote_open'],
  ['a row of two megabytes', Buffer.from(`a,b\n"${'x'.repeat(2_000_000)}",1\n`), 'import.row_too_long'],
  ['more columns than any register has', Buffer.from(`${'a,'.repeat(400)}\n`), 'import.too_many_columns'],
])('%s is refused with a code of its own', async (_, bytes, code) => {
  expect(await codeOf(bytes)).toBe(code);
});

test('more rows than one run takes are refused', async () => {
  const sheet = await openSpreadsheet(Buffer.from('a,b\n'.repeat(50)), undefined, {
    ...(await import('./spreadsheet')).readingLimits,
    rows: 20,
  });
  const reading = async () => {
    for await (const row of sheet.rows()) expect(row.cells).toHaveLength(2);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'import.too_many_rows' });
});
