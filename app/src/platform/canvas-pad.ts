import { device } from './device';
import { keepFile, readFile } from './files';
import { describePicture } from './picture';
import type { OpenSignaturePad, Point } from './types';

/** The parts of a 2d context that a signature needs, in a browser and in WeChat. */
export interface Brush {
  fillStyle: unknown;
  strokeStyle: unknown;
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

/** A 2d canvas as it lies on the page; lengths in the page's pixels. */
interface Sheet {
  canvas: { width: number; height: number };
  brush: Brush;
  box: { left: number; top: number; width: number; height: number };
  /** The screen's pixels for each pixel of the page. */
  density: number;
  /** Address of a PNG of what was drawn. */
  toFile: () => Promise<string>;
}

/** Draws with a finger on a 2d canvas at the screen's own density. */
export function padOn({ canvas, brush, box, density, toFile }: Sheet): Awaited<ReturnType<OpenSignaturePad>> {
  canvas.width = box.width * density;
  canvas.height = box.height * density;
  brush.scale(density, density);
  const clear = () => {
    brush.fillStyle = '#ffffff';
    brush.fillRect(0, 0, box.width, box.height);
    brush.strokeStyle = '#181818';
    brush.lineWidth = 3;
    brush.lineCap = 'round';
    brush.lineJoin = 'round';
  };
  let last: Point | null = null;
  clear();
  return {
    left: box.left,
    top: box.top,
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
      const path = await keepFile(await toFile());
      return describePicture(path, await readFile(path), device.now());
    },
  };
}
