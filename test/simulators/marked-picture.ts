import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** What a simulated face service is to see in a picture. */
export interface Marks {
  /** Who is in it, 1 to 20. */
  person: number;
  /** Degrees, −30 to 30 in steps of 5; positive towards the person's own left. */
  yaw: number;
  /** Looks like taken of a living person, 0–100 in steps of 5. */
  live: number;
  sharpness: number;
  brightness: number;
  /** 0 to 5. */
  faces: number;
}

const ordinary: Marks = { person: 1, yaw: 0, live: 95, sharpness: 90, brightness: 50, faces: 1 };
const [width, height, strip] = [480, 640, 80];
const columns = 8;
const [darkest, step] = [8, 11];

const shade = (value: number) => darkest + step * value;
const value = (level: number) => Math.round((level - darkest) / step);

/**
 * A photograph for a service that cannot see: a strip at its foot tells in shades of grey what is to be seen. It
 * survives being made smaller and compressed again. `over` is the picture above the strip, grey without one.
 */
export async function markedPicture(change: Partial<Marks> = {}, over?: Buffer): Promise<Buffer> {
  const marks = { ...ordinary, ...change };
  const values = [
    marks.person,
    marks.yaw / 5 + 6,
    marks.live / 5,
    marks.sharpness / 5,
    marks.brightness / 5,
    marks.faces,
    // A camera never gives the same bytes twice.
    (randomBytes(1)[0] ?? 0) % 20,
    (randomBytes(1)[0] ?? 0) % 20,
  ];
  const cells = values.map((mark, at) => ({
    input: solid(width / columns, strip, shade(mark)),
    left: (at * width) / columns,
    top: height - strip,
  }));
  const picture = over
    ? await sharp(over)
        .resize(width, height - strip, { fit: 'cover' })
        .toBuffer()
    : null;
  return sharp(solid(width, height, 128))
    .composite([...(picture ? [{ input: picture, left: 0, top: 0 }] : [speck()]), ...cells])
    .withExif({ IFD0: { Make: 'Example phone' } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** What the strip of a picture tells; a picture without one shows nobody. */
export async function marksOf(jpeg: Buffer): Promise<Marks> {
  const { width: wide = 0, height: high = 0 } = await sharp(jpeg).metadata();
  const foot = Math.round((high * strip) / height);
  const { data, info } = await sharp(jpeg)
    .extract({ left: 0, top: high - foot, width: wide, height: foot })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width * info.channels;
  const read = Array.from({ length: columns }, (_, at) =>
    value(data[row + Math.floor(((at + 0.5) * info.width) / columns) * info.channels] ?? 0),
  );
  const [person = 0, yaw = 0, live = 0, sharpness = 0, brightness = 0, faces = 0] = read;
  return {
    person,
    yaw: (yaw - 6) * 5,
    live: live * 5,
    sharpness: sharpness * 5,
    brightness: brightness * 5,
    faces,
  };
}

const solid = (wide: number, high: number, level: number) => ({
  create: {
    width: wide,
    height: high,
    channels: 3 as const,
    background: { r: level, g: level, b: level },
  },
});

const speck = () => ({ input: solid(8, 8, randomBytes(1)[0] ?? 0), left: 4, top: 4 });
