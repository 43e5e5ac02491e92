import { sha256Of } from './sha256';
import { type PhoneFile, Unavailable } from './types';

/** DECISIONS 29: what a photograph may measure when it leaves the phone. */
export const pictureLimits = { longSide: 1600, bytes: 500_000 } as const;

/** Qualities tried in turn until the picture is small enough. */
export const qualities = [80, 65, 50, 35] as const;

/** Width and height that keep the shape within the limit. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, pictureLimits.longSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Describes the bytes of a kept file; what is neither JPEG nor PNG never came from a camera. */
export function describePicture(path: string, buffer: ArrayBuffer, capturedAt: number): PhoneFile {
  const [first, second] = new Uint8Array(buffer);
  const jpeg = first === 0xff && second === 0xd8;
  const png = first === 0x89 && second === 0x50;
  if (!jpeg && !png) throw new Unavailable('failed', '没有得到照片，请重拍。');
  if (buffer.byteLength > pictureLimits.bytes) throw new Unavailable('failed', '照片太大，请退后一点重拍。');
  return {
    path,
    bytes: buffer.byteLength,
    contentType: jpeg ? 'image/jpeg' : 'image/png',
    sha256: sha256Of(buffer),
    capturedAt,
  };
}
