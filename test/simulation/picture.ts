import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** Small, since a year takes thousands of them, and with a perceptual hash of its own. */
export const picture = (): Promise<Buffer> =>
  sharp(randomBytes(9 * 8 * 3), { raw: { width: 9, height: 8, channels: 3 } })
    .resize(144, 128, { kernel: 'nearest' })
    .jpeg({ quality: 80 })
    .toBuffer();

/** What somebody drew on the pad. */
export const strokes = (): Promise<Buffer> =>
  sharp(randomBytes(12 * 4), { raw: { width: 12, height: 4, channels: 1 } })
    .resize(120, 40, { kernel: 'nearest' })
    .png()
    .toBuffer();
