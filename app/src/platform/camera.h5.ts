import { askAlbum, askCamera, drawn } from './ask-camera.h5';
import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture, fitted, pictureLimits, qualities } from './picture';
import type { PhoneFile, PickPicture, TakePhoto } from './types';

export const takePhoto: TakePhoto = async (facing) => kept(await askCamera(facing));
export const pickPicture: PickPicture = async () => kept(await askAlbum());

async function kept(shot: Blob): Promise<PhoneFile> {
  const capturedAt = device.now();
  const path = await keepFile(URL.createObjectURL(await compressed(shot)));
  return describePicture(path, await readFile(path), capturedAt);
}

async function compressed(shot: Blob): Promise<Blob> {
  const { width, height } = await drawn(shot);
  const size = fitted(width, height);
  if (shot.type === 'image/jpeg' && shot.size <= pictureLimits.bytes && size.width === width) return shot;
  const { canvas } = await drawn(shot, size);
  let made = shot;
  for (const quality of qualities) {
    made = await jpegOf(canvas, quality / 100);
    if (made.size <= pictureLimits.bytes) break;
  }
  return made;
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality);
  });
