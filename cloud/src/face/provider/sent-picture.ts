import sharp from 'sharp';

/** Enough for every provider; their limit is 4 000 pixels and 5 MB of base64. */
const longSide = 1600;

/**
 * A picture as it goes to a provider: pixels only, upright, in base64. Place, time and device that a camera writes
 * beside them stay here. Null when the bytes are no picture.
 */
export async function sentPicture(bytes: Buffer): Promise<string | null> {
  try {
    const jpeg = await sharp(bytes, { failOn: 'error', limitInputPixels: 40_000_000 })
      .rotate()
      .resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 92 })
      .toBuffer();
    return jpeg.toString('base64');
  } catch {
    return null;
  }
}
