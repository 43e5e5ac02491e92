import sharp from 'sharp';
import { watermarked } from './picture';

const lines = [
  '2026-03-01 09:30（服务器时间）',
  '望溪花园 1 幢 · 700001',
  '鹭湾示例电梯服务有限公司 · 程望舒',
];

test.each([
  [1600, 1200],
  [144, 128],
  [72, 64],
  [8, 8],
])('a picture of %i × %i pixels keeps its size and gets its words', async (width, height) => {
  const blank = { width, height, channels: 3 as const, background: '#456' };
  const bytes = await sharp({ create: blank }).jpeg().toBuffer();
  const shown = await watermarked(bytes, lines);
  expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width, height });
  expect(shown.equals(bytes)).toBe(false);
});
