import { type ReadingRefusal, refuseReading } from './spreadsheet';

const startsWith = (bytes: Buffer, signature: string, at = 0): boolean =>
  bytes.subarray(at, at + signature.length).equals(Buffer.from(signature, 'latin1'));

const signatures: ReadonlyArray<[string, ReadingRefusal]> = [
  ['%PDF', 'pdf'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['7z\xbc\xaf\x27\x1c', 'archive'],
  ['Rar!', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['BZh', 'archive'],
];

// An encrypted .xlsx is an OLE container whose directory names this stream.
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

const looksLikeHtml = (bytes: Buffer): boolean =>
  /^(?:\xef\xbb\xbf|\xff\xfe)?\s*<(?:!doctype|html|head|meta|table|\?xml|style|body)/i.test(
    bytes.subarray(0, 512).toString('latin1').replaceAll('\0', ''),
  );

/** Told by its bytes, never by its name. Throws for everything that is neither a zip package nor text. */
export function kindOfFile(bytes: Buffer): 'zip' | 'text' {
  if (bytes.length === 0) throw refuseReading('empty_file');
  if (startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')) return 'zip';
  if (startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) {
    throw refuseReading(bytes.includes(encryptedPackage) ? 'encrypted' : 'xls_binary');
  }
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) throw refuseReading('image');
  if (startsWith(bytes, 'ftyp', 4)) throw refuseReading('image');
  const known = signatures.find(([signature]) => startsWith(bytes, signature));
  if (known) throw refuseReading(known[1]);
  if (looksLikeHtml(bytes)) throw refuseReading('html');
  return 'text';
}
