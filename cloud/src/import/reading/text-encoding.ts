import type { TextEncoding } from '@lifttrust/shared-types/import/import.contract';
import iconv from 'iconv-lite';
import { refuseReading } from './spreadsheet';

const pieceBytes = 65_536;

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

function isStrictUtf8(bytes: Buffer): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const piece of pieces(bytes)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** ASCII text in UTF-16 without a mark: every second byte of the beginning is zero. */
function zeroBytes(bytes: Buffer): { even: number; odd: number } {
  const head = bytes.subarray(0, 2_048);
  const count = { even: 0, odd: 0 };
  head.forEach((byte, at) => {
    if (byte === 0) count[at % 2 === 0 ? 'even' : 'odd'] += 1;
  });
  return count;
}

/** U+FFFD is a byte that meant nothing; control characters and private-use signs betray another encoding. */
function hasGap(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd || (unit >= 0xe000 && unit <= 0xf8ff)) return true;
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) return true;
  }
  return false;
}

/**
 * Strict UTF-8 comes first: text in GB18030 is almost never valid UTF-8, whereas anything at all can be read as
 * GB18030; ISO-8859-1 is told by its lone accents. What nothing explains without a gap is refused instead of being
 * imported as mojibake.
 */
export function encodingOf(bytes: Buffer): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const zeros = zeroBytes(bytes);
  if (zeros.odd > 4 && zeros.odd > zeros.even * 4) return 'UTF-16LE';
  if (zeros.even > 4 && zeros.even > zeros.odd * 4) return 'UTF-16BE';
  if (bytes.includes(0)) throw refuseReading('not_spreadsheet');
  if (isStrictUtf8(bytes)) return 'UTF-8';
  if (isEuropean(bytes)) return 'ISO-8859-1';
  if (isWhole(bytes, 'GB18030')) return 'GB18030';
  throw refuseReading('encoding_unknown');
}

/** The encoding a person names, once it explains every byte. */
export function encodingAsTold(bytes: Buffer, told: TextEncoding): TextEncoding {
  if (told === 'UTF-8' ? isStrictUtf8(bytes) : isWhole(bytes, told)) return told;
  throw refuseReading('encoding_wrong');
}

function isWhole(bytes: Buffer, encoding: TextEncoding): boolean {
  for (const text of decode(bytes, encoding)) if (hasGap(text)) return false;
  return true;
}

/**
 * Letters with accents stand alone among plain ones, whereas Chinese text in GB18030 has its upper bytes in pairs.
 * 0x80 to 0x9F mean nothing in ISO-8859-1.
 */
function isEuropean(bytes: Buffer): boolean {
  let upper = 0;
  for (const byte of bytes) {
    upper = byte >= 0x80 ? upper + 1 : 0;
    if (upper > 1 || (byte >= 0x80 && byte < 0xa0)) return false;
  }
  return true;
}

export function* decode(bytes: Buffer, encoding: TextEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (const piece of pieces(bytes)) yield decoder.write(piece);
  yield decoder.end() ?? '';
}
