/// <reference path="./fontkit.d.ts" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FontFormat, FontRun, OpenFont } from 'fontkit';

const folder = '@expo-google-fonts/noto-sans-sc';
const files = { regular: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' };
const find = createRequire(__filename);

/** 10 MB each. */
export async function readFonts(): Promise<Map<string, Buffer>> {
  const fonts = new Map<string, Buffer>();
  for (const [name, file] of Object.entries(files))
    fonts.set(name, await readFile(find.resolve(`${folder}/${file}`)));
  return fonts;
}

/** Texts whose layout is remembered: items and their requirements stand in every record. */
const mostTexts = 4_000;

/** A font that has been read once, and what laying out its texts has given. */
class KeptFont {
  private readonly runs = new Map<string, FontRun>();

  constructor(readonly font: OpenFont) {
    const layOut = font.layout.bind(font);
    font.layout = (text, ...how) => (how[0] ? layOut(text, ...how) : this.layOut(text, layOut));
  }

  /** As new, but for what reading the file gave: which letters a glyph stands for depends on the document. */
  asNew(): OpenFont {
    this.font._glyphs = {};
    return this.font;
  }

  private layOut(text: string, layOut: OpenFont['layout']): FontRun {
    const known = this.runs.get(text);
    if (known) return copyOf(known);
    const run = layOut(text);
    // A glyph of several letters may have been met as another one before.
    const isPlain = run.glyphs.flatMap(({ codePoints }) => codePoints).join() === codePointsOf(text).join();
    if (isPlain && this.runs.size < mostTexts) this.runs.set(text, copyOf(run));
    return run;
  }
}

const codePointsOf = (text: string): number[] => Array.from(text, (letter) => letter.codePointAt(0) ?? 0);

/** Whoever is given a run scales its positions. */
function copyOf(run: FontRun): FontRun {
  const copy: FontRun = Object.create(Object.getPrototypeOf(run));
  return Object.assign(copy, run, { positions: run.positions.map((position) => ({ ...position })) });
}

const markOf = (name: string) => Buffer.from(`lifttrust-kept-font/${name}`);
let kept: Promise<Map<string, Buffer>> | null = null;

/**
 * The fonts as marks that stand for them: read by the PDF library once for all prints of this thread, which keeps them
 * until it ends. For threads that print hundreds: a third less work for each, and the same bytes.
 */
export function keptFonts(): Promise<Map<string, Buffer>> {
  kept ??= keep();
  return kept;
}

async function keep(): Promise<Map<string, Buffer>> {
  // The very module that the PDF library opens fonts with.
  const fontkit: typeof import('fontkit') = createRequire(
    createRequire(find.resolve('pdfmake/js/Printer')).resolve('pdfkit'),
  )('fontkit');
  const byMark = new Map<string, KeptFont>();
  for (const [name, bytes] of await readFonts())
    byMark.set(markOf(name).toString(), new KeptFont(fontkit.create(bytes)));
  const format: FontFormat = function (this: unknown, { buffer }) {
    const font = byMark.get(Buffer.from(buffer).toString());
    if (!font) throw new Error('this font is not kept');
    return font.asNew();
  };
  format.probe = (bytes) => byMark.has(Buffer.from(bytes).toString());
  fontkit.registerFormat(format);
  return new Map(Object.keys(files).map((name) => [name, markOf(name)]));
}
