import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import type { Content } from 'pdfmake/interfaces';

export interface PrintedSignature {
  who: string;
  as: string;
  at: number;
  png: Buffer;
}

export interface PrintedPhoto {
  label: string;
  jpeg: Buffer;
}

/** Where the record stands in the log; no checkpoint yet within the first minute. */
export interface PrintedSeal {
  /** Null for the moment until it has its number. */
  seq: number | null;
  entryHash: string;
  checkpoint?: { size: number; root: string; at: number; keyId: string } | null;
}

export interface PrintExtra {
  cityName: string;
  /** Public page that checks this record against the log. */
  verificationUrl: string;
  printedBy: string;
  printedAt: number;
  /** Whether paper had to be kept beside this record; absent in packages, which hold the sealed record alone. */
  paper?: string;
  signatures: PrintedSignature[];
  photos?: PrintedPhoto[];
  seal: PrintedSeal;
}

/** Pictures by the name under which the page refers to them; null where the bytes were no picture. */
export type Pictures = Map<string, Buffer | null>;

export interface Sheet {
  detail: RecordDetail;
  extra: PrintExtra;
  pictures: Pictures;
  qrSvg: string;
}

export type Part = (sheet: Sheet) => Content[];
