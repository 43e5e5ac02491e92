import { keptFonts } from '../adapters/pdf/pdf.fonts';
import { type NoticeOffice, printNotices } from './notice.print';
import type { NoticeFacts } from './notice.query';

export interface NoticeOrder {
  facts: NoticeFacts[];
  office: NoticeOffice;
}

/** Runs in a worker thread: a sheet takes a twentieth of a second of a processor. */
export async function print({ facts, office }: NoticeOrder): Promise<Uint8Array> {
  return printNotices(facts, office, await keptFonts());
}
