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
