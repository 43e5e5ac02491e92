import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { printRecord } from './record.print';
import { sampleExtra, sampleItems, sampleRecord } from './testing/sample-record';

interface Read {
  pages: string[];
  fonts: { name: string; embedded: boolean; type: string }[];
  title: string;
  language: string;
}

const kilobytes = (pdf: Buffer) => pdf.length / 1_000;
/** Line breaks fall anywhere in Chinese text: compared without spaces. */
const squeezed = (pages: string[]) => pages.join('').replace(/\s+/g, '');

function read(pdf: Buffer, name: string): Read {
  if (process.env.LIFTTRUST_PRINTS) writeFileSync(join(process.env.LIFTTRUST_PRINTS, `${name}.pdf`), pdf);
  const reader = join(__dirname, 'testing/read-pdf.mjs');
  return JSON.parse(execFileSync(process.execPath, [reader], { input: pdf, encoding: 'utf8' }));
}

test('a printed record holds what TSG T5002 article 7 asks for, as text one can search', async () => {
  const pdf = await printRecord(sampleRecord(), await sampleExtra());
  const { pages, title, language } = read(pdf, 'half-month');
  const text = squeezed(pages);
  for (const words of [
    '电梯维护保养记录',
    '半月维保',
    '示例恒稳电梯维保有限公司',
    '示例云汀物业服务有限公司',
    '31109999992026000017',
    '林一鸣（组长，持证）',
    'A-1-29',
    '不小于7mm',
    '更换吸油毛毡2片',
    '2026-12-04',
    '7H3KQ9TZ2M8XWB4C',
    '由郑安全本人签字',
    '盖章处',
    '以存证日志为准',
  ]) {
    expect(text).toContain(words);
  }
  expect(title).toContain('电梯维护保养记录');
  expect(language).toBe('zh-CN');
  expect(kilobytes(pdf)).toBeLessThan(300);
});

test('the Chinese font is embedded, so that the sheet reads the same on every machine', async () => {
  const { fonts } = read(await printRecord(sampleRecord(), await sampleExtra()), 'fonts');
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) {
    expect(font.name).toMatch(/^[A-Z]{6}\+NotoSansSC/);
    expect(font.embedded).toBe(true);
  }
});

test('a yearly record of 76 items runs over several pages and repeats the head of the table on each', async () => {
  const detail = sampleRecord({ class: 'year' });
  expect(sampleItems('year')).toHaveLength(76);
  const pdf = await printRecord(detail, await sampleExtra());
  const { pages } = read(pdf, 'year');
  expect(pages.length).toBeGreaterThan(3);
  const text = squeezed(pages);
  for (const item of detail.items) expect(text).toContain(item.code);
  const withItems = pages.filter((page) => /A-[1-4]-\d\d/.test(page));
  expect(withItems.length).toBeGreaterThan(1);
  pages.forEach((page, index) => {
    expect(squeezed([page])).toContain(`第${index + 1}页，共${pages.length}页`);
  });
  expect(pages.filter((page) => squeezed([page]).includes('基本要求')).length).toBeGreaterThanOrEqual(2);
  expect(kilobytes(pdf)).toBeLessThan(300);
});

test('a default confirmation says that nobody signed in person', async () => {
  const detail = sampleRecord({ ownerAnswer: 'defaulted', ownerSigner: null });
  const extra = await sampleExtra();
  const { pages } = read(
    await printRecord(detail, { ...extra, signatures: extra.signatures.slice(0, 2) }),
    'defaulted',
  );
  const text = squeezed(pages);
  expect(text).toContain('逾期默认确认（非本人签名）');
  expect(text).toContain('没有人在这份记录上代为签字');
  expect(text).not.toContain('本人签字。');
});

test('an invalid record says so on every single page', async () => {
  const { pages } = read(
    await printRecord(sampleRecord({ class: 'year', validity: 'invalid' }), await sampleExtra()),
    'invalid',
  );
  for (const page of pages) expect(squeezed([page])).toContain('核验人员已认定这份记录无效');
});

test('a suspect record names each doubt and what would settle it', async () => {
  const findings = [
    {
      code: 'visit.too_short',
      message: '现场只用了 1 分钟，少于本市参考用时',
      settledBy: '维保单位说明情况，核验人员决定',
      settled: false,
    },
  ];
  const seal = { seq: 42, entryHash: 'c3'.repeat(32), checkpoint: null };
  const detail = sampleRecord({ validity: 'suspect', findings, ownerAnswer: 'pending', ownerSigner: null });
  const extra = await sampleExtra({ seal });
  const signatures = extra.signatures.slice(0, 2);
  const { pages } = read(await printRecord(detail, { ...extra, signatures }), 'suspect');
  const text = squeezed(pages);
  expect(text).toContain('现场只用了1分钟，少于本市参考用时');
  expect(text).toContain('维保单位说明情况，核验人员决定');
  expect(text).toContain('还没有包含这份记录的检查点');
  for (const page of pages) expect(squeezed([page])).toContain('待核实');
});

test('hostile text is printed as text and breaks nothing', async () => {
  const hostile = [
    '=HYPERLINK("http://evil.example","点我")',
    '</text><script>alert(1)</script> {{7*7}} \\(  ) Tj ET',
    '\u202e倒序\u202c\u0000\u0007\ufeff',
    `${'一行\n'.repeat(160)}`,
    'W'.repeat(500),
    '😀𠮷\ud800',
    '',
  ];
  const items = sampleItems('half_month').map((item, index) => ({
    ...item,
    note: hostile[index % hostile.length] ?? '',
    reading: hostile[(index + 4) % hostile.length]?.slice(0, 60) ?? '',
  }));
  const detail = sampleRecord({
    items,
    place: 'W'.repeat(60),
    companyName: hostile[1] ?? '',
    photos: [],
    entries: [],
    evidence: [],
    snapshot: [],
  });
  const { pages } = read(
    await printRecord(detail, await sampleExtra({ cityName: hostile[0] ?? '' })),
    'hostile',
  );
  const text = squeezed(pages);
  expect(text).toContain('=HYPERLINK("http://evil.example","点我")');
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('盖章处');
});

test('a file that is no picture is named in place of the picture', async () => {
  const extra = await sampleExtra({ photos: [{ label: '完工现场', jpeg: Buffer.from('<svg/onload=1>') }] });
  const [first] = extra.signatures;
  if (!first) throw new Error('The sample has signatures.');
  const signatures = [{ ...first, png: Buffer.from('not a picture') }];
  const { pages } = read(await printRecord(sampleRecord(), { ...extra, signatures }), 'broken-pictures');
  const text = squeezed(pages);
  expect(text).toContain('签名图无法读取');
  expect(text).toContain('照片无法读取');
});

test('photographs are added as an annex, two in a row', async () => {
  const jpeg = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: '#7a8ea0' } })
    .jpeg()
    .toBuffer();
  const photos = ['电梯及使用标志', '机房或控制柜', '完工现场'].map((label) => ({ label, jpeg }));
  const { pages } = read(await printRecord(sampleRecord(), await sampleExtra({ photos })), 'photos');
  expect(squeezed(pages)).toContain('附：现场照片');
});
