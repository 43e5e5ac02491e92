import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture } from './picture';
import { type OpenSignaturePad, type Point, Unavailable } from './types';

/** Taro wraps the canvas in an element of its own; its query gives no size, so the box is read directly. */
export const openSignaturePad: OpenSignaturePad = async (canvasId) => {
  const canvas = [
    ...document.querySelectorAll<HTMLCanvasElement>(`#${canvasId} canvas, canvas#${canvasId}`),
  ].at(-1);
  const brush = canvas?.getContext('2d');
  if (!canvas || !brush) throw new Unavailable('failed', '签名板没有准备好，请返回再进。');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const density = window.devicePixelRatio;
  canvas.width = width * density;
  canvas.height = height * density;
  brush.scale(density, density);
  const clear = () => {
    brush.fillStyle = '#ffffff';
    brush.fillRect(0, 0, width, height);
    brush.strokeStyle = '#181818';
    brush.lineWidth = 3;
    brush.lineCap = 'round';
    brush.lineJoin = 'round';
  };
  let last: Point | null = null;
  clear();
  return {
    left,
    top,
    begin: (point) => {
      last = point;
    },
    extend: (point) => {
      if (last) {
        brush.beginPath();
        brush.moveTo(last.x, last.y);
        brush.lineTo(point.x, point.y);
        brush.stroke();
      }
      last = point;
    },
    clear,
    save: async () => {
      const path = await keepFile(URL.createObjectURL(await pngOf(canvas)));
      return describePicture(path, await readFile(path), device.now());
    },
  };
};

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Unavailable('failed', '签名没有存下来，请重签。'))),
      'image/png',
    );
  });
