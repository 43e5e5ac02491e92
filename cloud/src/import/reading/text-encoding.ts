import iconv from 'iconv-lite';
import { refuseReading } from './spreadsheet';

export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

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
 * GB18030. What neither explains without a gap is refused instead of being imported as mojibake.
 */
export function encodingOf(bytes: Buffer): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const zeros = zeroBytes(bytes);
  if (zeros.odd > 4 && zeros.odd > zeros.even * 4) return 'UTF-16LE';
  if (zeros.even > 4 && zeros.even > zeros.odd * 4) return 'UTF-16BE';
  if (bytes.includes(0)) throw refuseReading('not_spreadsheet');
  if (isStrictUtf8(bytes)) return 'UTF-8';
  for (const text of decode(bytes, 'GB18030')) {
    if (hasGap(text)) throw refuseReading('encoding_unknown');
  }
  return 'GB18030';
}

export function* decode(bytes: Buffer, encoding: TextEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (const piece of pieces(bytes)) yield decoder.write(piece);
  yield decoder.end() ?? '';
}
