import sharp from 'sharp';
import { keptFonts } from '../../adapters/pdf/pdf.fonts';
import { printRecord } from './record.print';
import { type ReadPdf, readPdf, squeezed } from './testing/read-pdf';
import { sampleExtra, sampleItems, sampleRecord } from './testing/sample-record';

const kilobytes = (pdf: Buffer) => pdf.length / 1_000;

describe('a half-monthly record', () => {
  let pdf: Buffer;
  let read: ReadPdf;
  beforeAll(async () => {
    pdf = await printRecord(sampleRecord(), await sampleExtra());
    read = readPdf(pdf, 'half-month');
  });

  test('holds what TSG T5002 article 7 asks for, as text one can search', () => {
    const text = squeezed(read.pages);
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
    expect(read.title).toContain('电梯维护保养记录');
    expect(read.language).toBe('zh-CN');
    expect(kilobytes(pdf)).toBeLessThan(300);
  });

  test('carries its Chinese font, so that the sheet reads the same on every machine', () => {
    expect(read.fonts.length).toBeGreaterThan(0);
    for (const font of read.fonts) {
      expect(font.name).toMatch(/^[A-Z]{6}\+NotoSansSC/);
      expect(font.embedded).toBe(true);
    }
  });
});

describe('a yearly record that was found invalid', () => {
  const detail = sampleRecord({ class: 'year', validity: 'invalid' });
  let pdf: Buffer;
  let pages: string[];
  beforeAll(async () => {
    pdf = await printRecord(detail, await sampleExtra());
    pages = readPdf(pdf, 'year').pages;
  });

  test('runs over several pages with all 76 items and repeats the head of the table on each', () => {
    expect(detail.items).toHaveLength(76);
    expect(pages.length).toBeGreaterThan(3);
    for (const item of detail.items) expect(squeezed(pages)).toContain(item.code);
    pages.forEach((page, index) => {
      expect(squeezed([page])).toContain(`第${index + 1}页，共${pages.length}页`);
    });
    expect(pages.filter((page) => squeezed([page]).includes('基本要求')).length).toBeGreaterThan(2);
    expect(kilobytes(pdf)).toBeLessThan(300);
  });

  test('says so on every single page', () => {
    for (const page of pages) expect(squeezed([page])).toContain('核验人员已认定这份记录无效');
  });
});

test('a default confirmation says that nobody signed in person', async () => {
  const detail = sampleRecord({ ownerAnswer: 'defaulted', ownerSigner: null });
  const extra = await sampleExtra();
  const signatures = extra.signatures.slice(0, 2);
  const text = squeezed(readPdf(await printRecord(detail, { ...extra, signatures }), 'defaulted').pages);
  expect(text).toContain('逾期默认确认（非本人签名）');
  expect(text).toContain('没有人在这份记录上代为签字');
  expect(text).not.toContain('本人签字。');
});

describe('a suspect record before its first checkpoint, with pictures whole and broken', () => {
  let pages: string[];
  beforeAll(async () => {
    const findings = [
      {
        code: 'visit.too_short',
        message: '现场只用了 1 分钟，少于本市参考用时',
        settledBy: '维保单位说明情况，核验人员决定',
        settled: false,
      },
    ];
    const jpeg = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: '#7a8ea0' } })
      .jpeg()
      .toBuffer();
    const extra = await sampleExtra({
      seal: { seq: 42, entryHash: 'c3'.repeat(32), checkpoint: null },
      photos: [
        { label: '机房或控制柜', jpeg },
        { label: '完工现场', jpeg: Buffer.from('<svg/onload=1>') },
      ],
    });
    const signatures = extra.signatures
      .slice(0, 2)
      .map((signature, index) =>
        index === 0 ? { ...signature, png: Buffer.from('no picture') } : signature,
      );
    const detail = sampleRecord({ validity: 'suspect', findings, ownerAnswer: 'pending', ownerSigner: null });
    pages = readPdf(await printRecord(detail, { ...extra, signatures }), 'suspect').pages;
  });

  test('names each doubt and what would settle it, under a band on each page', () => {
    expect(squeezed(pages)).toContain('现场只用了1分钟，少于本市参考用时');
    expect(squeezed(pages)).toContain('维保单位说明情况，核验人员决定');
    for (const page of pages) expect(squeezed([page])).toContain('待核实');
  });

  test('says that no checkpoint holds it yet', () => {
    expect(squeezed(pages)).toContain('还没有包含这份记录的检查点');
  });

  test('shows the photographs as an annex and names a file that is no picture', () => {
    expect(squeezed(pages)).toContain('附：现场照片');
    expect(squeezed(pages)).toContain('签名图无法读取');
    expect(squeezed(pages)).toContain('照片无法读取');
  });
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
  const noteAt = (index: number) => hostile[index % hostile.length] ?? '';
  const items = sampleItems('half_month').map((item, index) => ({
    ...item,
    note: noteAt(index),
    reading: noteAt(index + 4).slice(0, 60),
  }));
  const nothing = { photos: [], entries: [], evidence: [], snapshot: [] };
  const detail = sampleRecord({ ...nothing, items, place: 'W'.repeat(60), companyName: noteAt(1) });
  const pdf = await printRecord(detail, await sampleExtra({ cityName: noteAt(0) }));
  const text = squeezed(readPdf(pdf, 'hostile').pages);
  expect(text).toContain('=HYPERLINK("http://evil.example","点我")');
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('盖章处');
});

describe('an amended and then voided record', () => {
  const agreements = [
    { who: '林一鸣', as: '维保人员', at: 1_795_000_000_000, text: '', fileId: null },
    { who: '郑安全', as: '使用单位安全员', at: 1_795_000_000_000, text: '', fileId: null },
  ];
  const beside = { at: 1_795_000_000_000, agreements, entryHash: 'ab'.repeat(32), seq: 12 };
  const amendment = {
    ...beside,
    ...{ id: '01M7XYRFHZB6CQV3ZRD4KC8401', kind: 'amendment' as const, number: 1 },
    reason: '读数写漏。',
    corrections: [
      { field: 'items.A-1-05.note', label: 'A-1-05 制动器间隙 说明', before: '', after: '间隙 0.4 mm' },
    ],
  };
  const voided = {
    ...beside,
    ...{ id: '01M7XYRFHZB6CQV3ZRD4KC8402', kind: 'void' as const, number: 2 },
    ...{ reason: '在 2 号梯做的维保。', corrections: [] },
  };

  test('is printed as it was sealed, behind its correction, and every sheet says that there is one', async () => {
    const detail = sampleRecord({ standing: 'amended', amendments: [amendment] });
    const { pages } = readPdf(await printRecord(detail, await sampleExtra()), 'amended');
    expect(squeezed(pages)).toContain('第1次更正');
    expect(squeezed(pages)).toContain('间隙0.4mm');
    expect(squeezed(pages)).toContain('以下为原记录，封存后未作任何改动');
    for (const page of pages) expect(squeezed([page])).toContain('已更正');
  });

  test('says on every sheet that it is void', async () => {
    const detail = sampleRecord({ standing: 'voided', validity: 'invalid', amendments: [amendment, voided] });
    const { pages } = readPdf(await printRecord(detail, await sampleExtra()), 'voided');
    for (const page of pages) expect(squeezed([page])).toContain('已作废');
    expect(squeezed(pages)).toContain('在2号梯做的维保');
  });
});

describe('a thread that prints many records', () => {
  test('prints each as if it were its first, whatever it has printed before', async () => {
    const extra = await sampleExtra();
    const fresh = await printRecord(sampleRecord(), extra);
    const first = await printRecord(sampleRecord(), extra, keptFonts);
    await printRecord(sampleRecord({ class: 'quarter' }), extra, keptFonts);
    const later = await printRecord(sampleRecord(), extra, keptFonts);
    expect([first.equals(fresh), later.equals(fresh)]).toEqual([true, true]);
  });
});
