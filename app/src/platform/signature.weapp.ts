import Taro from '@tarojs/taro';
import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture } from './picture';
import { type OpenSignaturePad, type Point, Unavailable } from './types';

interface Laid {
  node?: Taro.Canvas;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** WeChat's 2d canvas: the element itself, drawn at the screen's own density. */
export const openSignaturePad: OpenSignaturePad = async (canvasId) => {
  const { node: canvas, left, top, width, height } = await layout(canvasId);
  const brush = brushOf(canvas);
  const density = Taro.getWindowInfo().pixelRatio;
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
      const made = await Taro.canvasToTempFilePath({ canvas, fileType: 'png' });
      const path = await keepFile(made.tempFilePath);
      return describePicture(path, await readFile(path), device.now());
    },
  };
};

/** The parts of the 2d context used here; Taro types it as an empty object. */
interface Brush {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  scale(x: number, y: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

const isBrush = (context: object): context is Brush => 'fillRect' in context && 'stroke' in context;

function brushOf(canvas: Taro.Canvas): Brush {
  const context = canvas.getContext('2d');
  if (!isBrush(context)) throw new Unavailable('unsupported', '这台手机不支持手写签名。');
  return context;
}

function layout(canvasId: string): Promise<Required<Laid>> {
  return new Promise((resolve, reject) => {
    Taro.createSelectorQuery()
      .select(`#${canvasId}`)
      .fields({ node: true, size: true, rect: true })
      .exec(([found]: [Laid | null]) => {
        if (found?.node) resolve({ ...found, node: found.node });
        else reject(new Unavailable('failed', '签名板没有准备好，请返回再进。'));
      });
  });
}
