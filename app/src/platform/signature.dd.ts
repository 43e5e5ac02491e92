import { ask, refusalOf } from './ask.dd';
import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture } from './picture';
import { type OpenSignaturePad, type Point, Unavailable } from './types';

/** DingTalk's older canvas: commands are collected and drawn stroke by stroke. */
export const openSignaturePad: OpenSignaturePad = async (canvasId) => {
  const { left, top, width, height } = await layout(canvasId);
  const brush = dd.createCanvasContext(canvasId);
  const clear = () => {
    brush.setFillStyle('#ffffff');
    brush.fillRect(0, 0, width, height);
    brush.draw(false);
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
        brush.setStrokeStyle('#181818');
        brush.setLineWidth(3);
        brush.setLineCap('round');
        brush.setLineJoin('round');
        brush.beginPath();
        brush.moveTo(last.x, last.y);
        brush.lineTo(point.x, point.y);
        brush.stroke();
        brush.draw(true);
      }
      last = point;
    },
    clear,
    save: async () => {
      const made = await ask<object, { url?: string; filePath?: string; apFilePath?: string }>(
        (options) => brush.toTempFilePath(options),
        {},
      ).catch((problem) => {
        throw refusalOf(problem, '签名没有存下来，请重签。');
      });
      const path = await keepFile(made.filePath ?? made.apFilePath ?? made.url ?? '');
      return describePicture(path, await readFile(path), device.now());
    },
  };
};

function layout(canvasId: string): Promise<DingTalkBox> {
  return new Promise((resolve, reject) => {
    dd.createSelectorQuery()
      .select(`#${canvasId}`)
      .boundingClientRect()
      .exec(([found]) => {
        if (found) resolve(found);
        else reject(new Unavailable('failed', '签名板没有准备好，请返回再进。'));
      });
  });
}
