import { ask, refusalOf } from './ask.dd';
import { device } from './device';
import { dropFile, keepFile, readFile } from './files';
import { describePicture, pictureLimits } from './picture';
import { type PhoneFile, type PickPicture, type TakePhoto, Unavailable } from './types';

/** DingTalk compresses by level and has no size to ask for: 4 chooses by itself, then ever smaller. */
const levels = [4, 2, 1, 0] as const;

export const takePhoto: TakePhoto = async (facing) => {
  const taken = await ask(dd.chooseImage, { count: 1, sourceType: ['camera'], position: facing }).catch(
    (problem) => {
      throw refusalOf(problem, '没有拍成，请再试一次。');
    },
  );
  return kept(taken, '没有拍成，请再试一次。');
};

export const pickPicture: PickPicture = async () => {
  const taken = await ask(dd.chooseImage, { count: 1, sourceType: ['album'] }).catch((problem) => {
    throw refusalOf(problem, '没有选到图片，请再试一次。');
  });
  return kept(taken, '没有选到图片，请再试一次。');
};

type Taken = { filePaths?: string[]; files?: { path: string }[] };

async function kept(taken: Taken, otherwise: string): Promise<PhoneFile> {
  const capturedAt = device.now();
  const shot = taken.filePaths?.[0] ?? taken.files?.[0]?.path;
  if (!shot) throw new Unavailable('failed', otherwise);
  for (const compressLevel of levels) {
    const { filePaths } = await ask(dd.compressImage, { filePaths: [shot], compressLevel });
    const path = await keepFile(filePaths[0] ?? shot);
    const bytes = await readFile(path);
    if (bytes.byteLength <= pictureLimits.bytes) return describePicture(path, bytes, capturedAt);
    await dropFile(path);
  }
  throw new Unavailable('failed', '照片太大，请退后一点重拍。');
}
