import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

const packages = createRequire(__filename);
const fontFolder = dirname(packages.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
/** An OFL font that comes with the service: a fresh server has no Chinese fonts of its own. */
export const chineseFont = join(fontFolder, '400Regular', 'NotoSansSC_400Regular.ttf');

const maxPixels = 40_000_000;

/** Format and size of a picture, or null when the bytes are none. */
export async function pictureFacts(
  bytes: Buffer,
): Promise<{ format: string; width: number; height: number } | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' });
    const { format, width, height } = await image.metadata();
    // Metadata reads the header only; decoding proves that the picture is whole.
    await image.clone().resize(8, 8).raw().toBuffer();
    return format && width && height ? { format, width, height } : null;
  } catch {
    return null;
  }
}

/** Difference hash, 64 bits as 16 hex digits: near-equal pictures differ in few bits (CHK-13). */
export async function perceptualHash(bytes: Buffer): Promise<string> {
  const grey = await sharp(bytes).rotate().greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer();
  let bits = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const left = grey[row * 9 + column] ?? 0;
      const right = grey[row * 9 + column + 1] ?? 0;
      bits = (bits << 1n) | (left > right ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/** How many of 64 bits differ; both as 16 hex digits. */
export const hashDistance = (a: string, b: string): number =>
  bitsOf(half(a, 0) ^ half(b, 0)) + bitsOf(half(a, 8) ^ half(b, 8));

const half = (hash: string, from: number) => Number.parseInt(hash.slice(from, from + 8), 16);

/** Ones among 32 bits, added up in pairs, fours and bytes: a submission compares thousands of hashes. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The copy for people's eyes: the words in a band at the foot. The original is the evidence (DECISIONS 12). */
export async function watermarked(bytes: Buffer, lines: string[]): Promise<Buffer> {
  const upright = await sharp(bytes).rotate().toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const text = lines.map((line) => line.replace(/[<>&]/g, ' ')).join('\n');
  const label = await sharp({
    text: {
      text: `<span foreground="white">${text}</span>`,
      font: 'Noto Sans SC',
      fontfile: chineseFont,
      width: Math.max(80, Math.round(width * 0.9)),
      height: Math.max(24, Math.round(height * 0.16)),
      rgba: true,
    },
  })
    // Letters have a least size; on a picture smaller than that they shrink with it.
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer({ resolveWithObject: true });
  const band = {
    width,
    height: Math.min(height, label.info.height + 16),
    channels: 4 as const,
    background: { r: 0, g: 0, b: 0, alpha: 0.55 },
  };
  const top = height - band.height;
  return sharp(upright.data)
    .composite([
      { input: { create: band }, top, left: 0 },
      {
        input: label.data,
        top: Math.min(top + 8, height - label.info.height),
        left: Math.min(Math.round(width * 0.03), width - label.info.width),
      },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** The picture alone, upright: without place, time and device that the camera wrote into the file. */
export const shownCopy = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: maxPixels }).rotate().jpeg({ quality: 82 }).toBuffer();
