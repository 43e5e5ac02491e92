/** Markup that has been made here. Whatever else is put into a page is text and is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type Piece = Html | string | number | null | false | Piece[];

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');

function written(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (Array.isArray(piece)) return piece.map(written).join('');
  return piece instanceof Html ? piece.text : escaped(String(piece));
}

/** A template whose values are escaped unless they are markup themselves; null and false write nothing. */
export const html = (strings: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(
    strings.map((text, at) => text + (at < pieces.length ? written(pieces[at] ?? null) : '')).join(''),
  );
