import Taro from '@tarojs/taro';
import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture, fitted, pictureLimits, qualities } from './picture';
import { refusalOf } from './refusal.weapp';
import type { Facing, PhoneFile, PickPicture, TakePhoto } from './types';

export const takePhoto: TakePhoto = async (facing) => choose('camera', facing, '没有拍成，请再试一次。');
export const pickPicture: PickPicture = async () => choose('album', 'back', '没有选到图片，请再试一次。');

async function choose(from: 'camera' | 'album', camera: Facing, otherwise: string): Promise<PhoneFile> {
  const taken = await chosen(from, camera).catch((reason) => {
    throw refusalOf(reason, otherwise);
  });
  const capturedAt = device.now();
  const [shot] = taken.tempFiles;
  if (!shot) throw refusalOf(null, otherwise);
  const path = await keepFile(await compressed(shot.tempFilePath, shot.size));
  return describePicture(path, await readFile(path), capturedAt);
}

/** By callbacks: the framework does not wrap this one, and only newer clients answer it with a promise. */
const chosen = (from: 'camera' | 'album', camera: Facing) =>
  new Promise<Taro.chooseMedia.SuccessCallbackResult>((success, fail) => {
    void Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sourceType: [from],
      sizeType: ['compressed'],
      camera,
      success,
      fail,
    });
  });

async function compressed(path: string, bytes: number): Promise<string> {
  const { width, height } = await Taro.getImageInfo({ src: path });
  const size = fitted(width, height);
  if (bytes <= pictureLimits.bytes && size.width === width) return path;
  for (const quality of qualities) {
    const made = await Taro.compressImage({
      src: path,
      quality,
      compressedWidth: size.width,
      compressedHeight: size.height,
    });
    if ((await readFile(made.tempFilePath)).byteLength <= pictureLimits.bytes) return made.tempFilePath;
  }
  return path;
}
