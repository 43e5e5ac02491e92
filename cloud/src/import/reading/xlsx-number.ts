/** How a numeric cell is shown, as far as it matters for text: a date, padded with zeros, or as it stands. */
export type CellFormat = { kind: 'plain' } | { kind: 'date' } | { kind: 'padded'; digits: number };

const plain: CellFormat = { kind: 'plain' };

const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

export function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return isBuiltInDate(id) ? { kind: 'date' } : plain;
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase();
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: bare.length };
  return /y|d/.test(bare) && !/general|g\/通用/.test(bare) ? { kind: 'date' } : plain;
}

const dayMs = 86_400_000;

/** Excel's day number as a calendar day; the table program counts a 29 February 1900 that never was. */
function dayOfSerial(serial: number, since1904: boolean): string {
  const base = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return new Date(base + Math.floor(serial) * dayMs).toISOString().slice(0, 10);
}

/**
 * The exact text of a numeric cell. Digits are never sent through a JavaScript number, which would round a code
 * of 20 digits (CODES §1). Some writers leave out the plus of an exponent; it is put back, so that a code ruined
 * to 3.11E+19 is recognised as ruined and cannot be taken for text such as 1E217.
 */
export function textOfNumber(raw: string, format: CellFormat, since1904: boolean): string {
  const text = raw.trim();
  if (format.kind === 'date') {
    const serial = Number(text);
    if (text !== '' && serial >= 1 && serial < 2_958_466) return dayOfSerial(serial, since1904);
  }
  if (format.kind === 'padded' && /^\d+$/.test(text)) return text.padStart(format.digits, '0');
  return text.replace(/^(-?\d+(?:\.\d+)?)[eE](\d+)$/, '$1E+$2');
}
