import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { keptFonts } from '../adapters/pdf/pdf.fonts';
import type { PrintExtra } from '../record/print/print.types';
import { printRecord } from '../record/print/record.print';

export interface PrintOrder {
  detail: RecordDetail;
  extra: PrintExtra;
}

/** Runs in a worker thread: a print takes a sixth of a second of a processor. */
export async function print({ detail, extra }: PrintOrder): Promise<Uint8Array> {
  // Bytes that came from another thread are plain arrays.
  const signatures = extra.signatures.map((one) => ({ ...one, png: Buffer.from(one.png) }));
  return printRecord(detail, { ...extra, signatures }, keptFonts);
}
