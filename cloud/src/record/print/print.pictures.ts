import sharp, { type Sharp } from 'sharp';
import type { Pictures, PrintExtra } from './print.types';

export const signatureName = (index: number) => `signature-${index}`;
export const photoName = (index: number) => `photo-${index}`;

/** Decodes and re-encodes, so that nothing of a hostile file reaches the page; null where it is no picture. */
async function redraw(bytes: Buffer, paint: (image: Sharp) => Sharp): Promise<Buffer | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: 40_000_000, failOn: 'error' }).rotate();
    return await paint(image).toBuffer();
  } catch {
    return null;
  }
}

const asSignature = (image: Sharp) =>
  image
    .flatten({ background: '#ffffff' })
    .resize(480, 160, { fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .png({ compressionLevel: 9, colours: 16 });

const asPhoto = (image: Sharp) =>
  image.resize(1_000, 1_000, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 70 });

export async function readPictures(extra: PrintExtra): Promise<Pictures> {
  const pictures: Pictures = new Map();
  for (const [index, signature] of extra.signatures.entries()) {
    pictures.set(signatureName(index), await redraw(signature.png, asSignature));
  }
  for (const [index, photo] of (extra.photos ?? []).entries()) {
    pictures.set(photoName(index), await redraw(photo.jpeg, asPhoto));
  }
  return pictures;
}
