import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Singleton } from '@midwayjs/core';
import sharp from 'sharp';
import { chineseFont } from '../src/file/picture';
import { env } from '../src/kernel/env';

const scenes = ['电梯及使用标志', '控制柜', '轿顶', '底坑', '完工现场', '限速器读数'];

const views = {
  centre: '正面',
  left: '头向左转',
  right: '头向右转',
  'enrol-1': '登记照 1',
  'enrol-2': '登记照 2',
  'enrol-3': '登记照 3',
  'flat-left': '举着一张照片（左）',
  'flat-right': '举着一张照片（右）',
};

/** What can stand before a simulated phone's camera: drawn scenes, and the sample faces turned three ways. */
@Singleton()
export class SandboxPictures {
  private get faceFolder(): string {
    return join(env().dataDir, 'sample-faces');
  }

  list(): { name: string; label: string; kind: 'scene' | 'face' }[] {
    return [
      ...scenes.map((label, index) => ({ name: `scene-${index}`, label, kind: 'scene' as const })),
      ...this.faces(),
    ];
  }

  private faces() {
    if (!existsSync(this.faceFolder)) return [];
    return readdirSync(this.faceFolder)
      .filter((person) => existsSync(join(this.faceFolder, person, 'complete')))
      .sort()
      .flatMap((person) => Object.entries(views).map(([view, label]) => ({ person, view, label })))
      .filter(({ person, view }) => existsSync(join(this.faceFolder, person, `${view}.jpg`)))
      .map(({ person, view, label }) => ({ name: `${person}--${view}.jpg`, label, kind: 'face' as const }));
  }

  /** A scene is drawn anew each time, with the moment in it: two photographs of one place are never the same. */
  async read(name: string, at: number): Promise<Buffer | null> {
    const scene = /^scene-(\d+)$/.exec(name)?.[1];
    if (scene !== undefined) return this.draw(scenes[Number(scene)] ?? '现场', Number(scene), at);
    const [person, view] = /^(\d\d)--([\w-]+)\.jpg$/.exec(name)?.slice(1) ?? [];
    if (!person || !view) return null;
    const path = join(this.faceFolder, person, `${view}.jpg`);
    return existsSync(path) ? anotherShot(await readFile(path), at) : null;
  }

  private async draw(label: string, index: number, at: number): Promise<Buffer> {
    const seed = (at + index * 7919) % 997;
    const boxes = Array.from({ length: 14 }, (_, box) => {
      const value = (seed * (box + 3) * 37) % 991;
      const grey = 60 + (value % 150);
      return `<rect x="${(value * 7) % 700}" y="${(value * 13) % 950}" width="${80 + (value % 240)}" height="${60 + ((value * 3) % 260)}" fill="rgb(${grey},${grey},${grey + 12})"/>`;
    }).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"><rect width="900" height="1200" fill="rgb(${90 + index * 12},${96 + index * 9},110)"/>${boxes}</svg>`;
    const text = {
      text: `<span foreground="white">${label}（示例）</span>`,
      font: 'Noto Sans SC',
      fontfile: chineseFont,
      width: 700,
      height: 80,
      rgba: true,
    };
    const title = await sharp({ text }).png().toBuffer();
    return sharp(Buffer.from(svg))
      .composite([{ input: title, top: 80, left: 60 }])
      .jpeg({ quality: 80 })
      .toBuffer();
  }
}

/** A camera never gives the same bytes twice, and the service refuses a picture that was used before. */
function anotherShot(jpeg: Buffer, at: number): Promise<Buffer> {
  const background = { r: at % 256, g: Math.floor(at / 256) % 256, b: 128 };
  const speck = { create: { width: 8, height: 8, channels: 3 as const, background } };
  return sharp(jpeg)
    .modulate({ brightness: 1 + ((at % 61) - 30) / 1000 })
    .composite([{ input: speck, left: 0, top: 0 }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
