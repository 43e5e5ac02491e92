import {
  fromBase64,
  fromHex,
  joinBytes,
  toBase64,
  utf8Bytes,
} from '@lifttrust/shared-types/proof/proof.bytes';
import { gcmsiv } from '@noble/ciphers/aes';

const nonceBytes = 12;
let used = 0;

/**
 * A mini-program has no trustworthy source of random bytes everywhere, and AES-GCM-SIV (RFC 8452) is the cipher that
 * forgives a nonce used twice: it would only show that two texts are equal. So clock, count and `Math.random` will do.
 */
function freshNonce(): Uint8Array {
  const nonce = new Uint8Array(nonceBytes);
  used += 1;
  const view = new DataView(nonce.buffer);
  view.setUint32(0, Math.floor(Math.random() * 2 ** 32));
  view.setUint32(4, Date.now() % 2 ** 32);
  view.setUint32(8, used % 2 ** 32);
  return nonce;
}

/**
 * Seals a value under a key of 64 hexadecimal digits; `place` is bound to it, so that a sealed text moved to another
 * place does not open there (docs/adr/0026).
 */
export function seal(key: string, place: string, value: unknown): string {
  return toBase64(sealBytes(key, place, utf8Bytes(JSON.stringify(value))));
}

/** What was sealed; null when the key or the place is another one, or the text was touched. */
export function unseal(key: string, place: string, text: string): unknown {
  try {
    const bytes = unsealBytes(key, place, fromBase64(text));
    return bytes ? JSON.parse(utf8Text(bytes)) : null;
  } catch {
    return null;
  }
}

export function sealBytes(key: string, place: string, plain: Uint8Array): Uint8Array {
  const nonce = freshNonce();
  return joinBytes(nonce, gcmsiv(fromHex(key), nonce, utf8Bytes(place)).encrypt(plain));
}

export function unsealBytes(key: string, place: string, sealed: Uint8Array): Uint8Array | null {
  const nonce = sealed.slice(0, nonceBytes);
  try {
    return gcmsiv(fromHex(key), nonce, utf8Bytes(place)).decrypt(sealed.slice(nonceBytes));
  } catch {
    return null;
  }
}

/** The way back from `utf8Bytes`; a mini-program has no `TextDecoder`. Takes only what we encoded ourselves. */
function utf8Text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (let tail = 1; tail < length; tail += 1) point = (point << 6) | ((bytes[at + tail] ?? 0) & 0x3f);
    parts.push(String.fromCodePoint(point));
    at += length;
  }
  return parts.join('');
}
