import Taro from '@tarojs/taro';
import { type Brush, padOn } from './canvas-pad';
import { type OpenSignaturePad, Unavailable } from './types';

interface Laid {
  node?: Taro.Canvas;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** WeChat's 2d canvas: the element itself, drawn at the screen's own density. */
export const openSignaturePad: OpenSignaturePad = async (canvasId) => {
  const { node: canvas, ...box } = await layout(canvasId);
  return padOn({
    canvas,
    brush: brushOf(canvas),
    box,
    density: Taro.getWindowInfo().pixelRatio,
    toFile: async () => (await Taro.canvasToTempFilePath({ canvas, fileType: 'png' })).tempFilePath,
  });
};

// Taro types the context as an empty object.
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
