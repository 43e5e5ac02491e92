import { padOn } from './canvas-pad';
import { type OpenSignaturePad, Unavailable } from './types';

/** Taro wraps the canvas in an element of its own; its query gives no size, so the box is read directly. */
export const openSignaturePad: OpenSignaturePad = async (canvasId) => {
  const canvas = [
    ...document.querySelectorAll<HTMLCanvasElement>(`#${canvasId} canvas, canvas#${canvasId}`),
  ].at(-1);
  const brush = canvas?.getContext('2d');
  if (!canvas || !brush) throw new Unavailable('failed', '签名板没有准备好，请返回再进。');
  return padOn({
    canvas,
    brush,
    box: canvas.getBoundingClientRect(),
    density: window.devicePixelRatio,
    toFile: async () => URL.createObjectURL(await pngOf(canvas)),
  });
};

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Unavailable('failed', '签名没有存下来，请重签。'))),
      'image/png',
    );
  });
