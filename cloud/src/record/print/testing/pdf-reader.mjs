// Reads a PDF from standard input and prints what a reader would get: pages of text, fonts, title. A process of its
// own, because the reader is an ES module and the tests are not.
import { buffer } from 'node:stream/consumers';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const data = new Uint8Array(await buffer(process.stdin));
const pdf = await getDocument({ data, verbosity: 0, isEvalSupported: false }).promise;
const pages = [];
const fonts = new Map();
for (let number = 1; number <= pdf.numPages; number += 1) {
  const page = await pdf.getPage(number);
  await page.getOperatorList();
  const content = await page.getTextContent();
  pages.push(content.items.map((item) => item.str).join(' '));
  for (const item of content.items) {
    if (!item.fontName || !page.commonObjs.has(item.fontName)) continue;
    const font = page.commonObjs.get(item.fontName);
    fonts.set(font.name, { name: font.name, embedded: !font.missingFile, type: font.type });
  }
}
const { info } = await pdf.getMetadata();
process.stdout.write(
  JSON.stringify({ pages, fonts: [...fonts.values()], title: info.Title, language: info.Language }),
);
