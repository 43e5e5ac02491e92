import { simulator } from './sandbox';
import { type Facing, Unavailable } from './types';

/** A picture from the camera: the browser's own capture field, which on a phone opens the camera at once. */
export async function askCamera(facing: Facing): Promise<Blob> {
  const simulated = await simulator();
  if (simulated) return simulated.takePicture(facing);
  return pictureFrom((field) => field.setAttribute('capture', facing === 'front' ? 'user' : 'environment'));
}

/** A picture that lies on the phone already; the simulated phone has no album and holds up its picture. */
export async function askAlbum(): Promise<Blob> {
  const simulated = await simulator();
  return simulated ? simulated.takePicture('back') : pictureFrom(() => undefined);
}

function pictureFrom(set: (field: HTMLInputElement) => void): Promise<Blob> {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = 'image/*';
  set(field);
  return new Promise((resolve, reject) => {
    field.onchange = () => {
      const [file] = field.files ?? [];
      if (file) resolve(file);
      else reject(new Unavailable('cancelled', '已取消。'));
    };
    field.oncancel = () => reject(new Unavailable('cancelled', '已取消。'));
    field.click();
  });
}

export async function drawn(picture: Blob, size?: { width: number; height: number }) {
  const image = await createImageBitmap(picture).catch(() => {
    throw new Unavailable('failed', '没有得到照片，请重拍。');
  });
  const { width, height } = size ?? image;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext('2d');
  if (!brush) throw new Unavailable('unsupported', '浏览器不能处理照片。');
  brush.drawImage(image, 0, 0, width, height);
  return { canvas, brush, width, height };
}
