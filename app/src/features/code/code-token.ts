/**
 * The token in what a scanner read or a link carried: the address `https://…/l/<token>`, or the bare token.
 * WeChat hands the address over percent-encoded in `q`.
 */
export function tokenFrom(text: string): string | null {
  const plain = decode(text).trim();
  const inAddress = /\/l\/([^/?#\s]+)/.exec(plain)?.[1];
  if (inAddress) return decode(inAddress);
  return /^[\w.-]{8,80}$/.test(plain) ? plain : null;
}

/**
 * What a scanner read or a link carried, as the service knows it: the token in our address, else the text itself, which
 * may be an older sticker of the city or a rescue number. Null for nothing and for what is too long to be either.
 */
export function codeIn(text: string): string | null {
  const plain = decode(text).trim();
  const inAddress = /\/l\/([^/?#\s]+)/.exec(plain)?.[1];
  const code = inAddress ? decode(inAddress) : plain;
  return code === '' || code.length > 300 ? null : code;
}

/** One of our codes: 26 random characters. Whatever else names a lift can be guessed, and is asked for elsewhere. */
export const isOurs = (code: string): boolean => /^[0-9a-hjkmnp-tv-z]{26}$/i.test(code);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Letters that people take for digits, and the gaps that a print puts in (Crockford base32). */
export const normaliseVerificationCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').slice(0, 16);
