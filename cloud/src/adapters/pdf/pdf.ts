/// <reference path="./pdfmake-printer.d.ts" />
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { readFonts } from './pdf.fonts';

/** Pictures by the names that a document's `images` give them; null: could not be read, and is not drawn. */
export type PdfPictures = ReadonlyMap<string, Buffer | null>;

/** An address as a QR code that is still read when a sixth of it is scratched away, as SVG. */
export async function qrSvgOf(address: string): Promise<string> {
  const { toString: drawQr } = await import('qrcode');
  return drawQr(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
}

/**
 * Writes a document in the embedded font `Noto`. The libraries are loaded with the first print: a service that never
 * prints does not pay for them. Whatever the document says, no address and no file is opened.
 * @param fonts `keptFonts` in a thread that prints many
 */
export async function writePdf(
  definition: TDocumentDefinitions,
  pictures: PdfPictures = new Map(),
  fonts?: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const { default: Printer } = await import('pdfmake/js/Printer');
  const held = new Map(fonts ?? (await readFonts()));
  for (const [name, picture] of pictures) if (picture) held.set(name, picture);
  const files = {
    existsSync: (name: string) => held.has(name),
    readFileSync: (name: string) => held.get(name) ?? Buffer.alloc(0),
  };
  const noAddresses = { resolve: () => undefined, resolved: async () => undefined };
  const printer = new Printer({ Noto: { normal: 'regular', bold: 'bold' } }, files, noAddresses, () => false);
  const pdf = await printer.createPdfKitDocument(definition);
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => done(Buffer.concat(chunks)));
    pdf.on('error', failed);
    pdf.end();
  });
}
