import { fail, type Options, succeed, textOf } from './answer';
import { addFile, findFile } from './files';

const blobOf = (canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), type, quality);
  });

async function redrawn(blob: Blob, quality: number, width?: number, height?: number): Promise<Blob> {
  const image = await createImageBitmap(blob);
  const canvas = document.createElement('canvas');
  canvas.width = width ?? image.width;
  canvas.height = height ?? image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return blobOf(canvas, 'image/jpeg', quality);
}

export async function getImageInfo(options: Options): Promise<void> {
  const blob = findFile(textOf(options.src));
  if (!blob) return fail('getImageInfo', options, 'file not found');
  const { width, height } = await createImageBitmap(blob);
  succeed('getImageInfo', options, { width, height, path: options.src, type: blob.type.split('/')[1] });
}

/** WeChat: one picture, by quality and size. */
export async function compressOne(options: Options): Promise<void> {
  const blob = findFile(textOf(options.src));
  if (!blob) return fail('compressImage', options, 'file not found');
  const size = (name: string) => (typeof options[name] === 'number' ? options[name] : undefined);
  const made = await redrawn(
    blob,
    (size('quality') ?? 80) / 100,
    size('compressedWidth'),
    size('compressedHeight'),
  );
  succeed('compressImage', options, { tempFilePath: addFile(made) });
}

/** DingTalk: a list, by level, of which the lowest is the smallest and 4 chooses by itself. */
export async function compressList(options: Options): Promise<void> {
  const paths = Array.isArray(options.filePaths) ? options.filePaths.map(String) : [];
  const quality = [0.3, 0.5, 0.7, 0.9, 0.8][Number(options.compressLevel)] ?? 0.8;
  const made: string[] = [];
  for (const path of paths) {
    const blob = findFile(path);
    if (!blob) return fail('compressImage', options, 'file not found', 3);
    made.push(addFile(await redrawn(blob, quality)));
  }
  succeed('compressImage', options, { filePaths: made });
}

export async function canvasToTempFilePath(options: Options): Promise<void> {
  if (!(options.canvas instanceof HTMLCanvasElement))
    return fail('canvasToTempFilePath', options, 'no canvas');
  succeed('canvasToTempFilePath', options, {
    tempFilePath: addFile(await blobOf(options.canvas, 'image/png')),
  });
}

/** DingTalk's older canvas: what is drawn is collected and shown by `draw`. */
export class CanvasContext {
  private readonly brush: CanvasRenderingContext2D;
  private strokes: (() => void)[] = [];

  constructor(private readonly canvas: HTMLCanvasElement) {
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('no canvas');
    this.brush = brush;
    const { width, height } = canvas.getBoundingClientRect();
    canvas.width = width;
    canvas.height = height;
  }

  private later(stroke: () => void): void {
    this.strokes.push(stroke);
  }
  private setLater(style: Partial<CanvasRenderingContext2D>): void {
    this.later(() => Object.assign(this.brush, style));
  }
  setFillStyle = (fillStyle: string) => this.setLater({ fillStyle });
  setStrokeStyle = (strokeStyle: string) => this.setLater({ strokeStyle });
  setLineWidth = (lineWidth: number) => this.setLater({ lineWidth });
  setLineCap = (lineCap: CanvasLineCap) => this.setLater({ lineCap });
  setLineJoin = (lineJoin: CanvasLineJoin) => this.setLater({ lineJoin });
  beginPath = () => this.later(() => this.brush.beginPath());
  moveTo = (x: number, y: number) => this.later(() => this.brush.moveTo(x, y));
  lineTo = (x: number, y: number) => this.later(() => this.brush.lineTo(x, y));
  stroke = () => this.later(() => this.brush.stroke());
  fillRect = (x: number, y: number, w: number, h: number) =>
    this.later(() => this.brush.fillRect(x, y, w, h));

  draw(reserve: boolean): void {
    if (!reserve) this.brush.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const stroke of this.strokes) stroke();
    this.strokes = [];
  }

  async toTempFilePath(options: Options): Promise<void> {
    succeed('toTempFilePath', options, { filePath: addFile(await blobOf(this.canvas, 'image/png')) });
  }
}
