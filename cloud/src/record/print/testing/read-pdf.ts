import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ReadPdf {
  pages: string[];
  fonts: { name: string; embedded: boolean; type: string }[];
  title: string;
  language: string;
}

/** What a reader gets from a PDF; LIFTTRUST_PRINTS names a folder where the files are kept for looking at them. */
export function readPdf(pdf: Buffer, name: string): ReadPdf {
  if (process.env.LIFTTRUST_PRINTS) writeFileSync(join(process.env.LIFTTRUST_PRINTS, `${name}.pdf`), pdf);
  const reader = join(__dirname, 'pdf-reader.mjs');
  return JSON.parse(execFileSync(process.execPath, [reader], { input: pdf, encoding: 'utf8' }));
}

/** Line breaks fall anywhere in Chinese text: compared without spaces. */
export const squeezed = (pages: string[]) => pages.join('').replace(/\s+/g, '');
