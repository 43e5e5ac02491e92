import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const stepSeconds = 30;
const digits = 6;
/** One step to either side, for a phone whose clock is not quite right (RFC 6238 5.2). */
const window = 1;

/** RFC 4648 base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + alphabet.charAt((held << (5 - bits)) & 31) : text;
}

export function fromBase32(text: string): Buffer {
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const letter of text) {
    held = (held << 5) | alphabet.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

/** A secret of 160 bits, as RFC 4226 asks for, in the spelling that authenticators take. */
export const newSecret = (): string => toBase32(randomBytes(20));

export const stepAt = (at: number): number => Math.floor(at / 1000 / stepSeconds);

/** RFC 4226: the code of one counter value. */
export function codeOf(secret: Buffer, step: number, length = digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 15;
  const value = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(value % 10 ** length).padStart(length, '0');
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The step that a code belongs to, within the window and later than the last one used; null when there is none. */
export function stepOf(secret: Buffer, code: string, at: number, lastStep: number): number | null {
  const now = stepAt(at);
  let found: number | null = null;
  for (let step = now - window; step <= now + window; step += 1)
    if (same(codeOf(secret, step), code) && step > lastStep) found ??= step;
  return found;
}

/** What the QR code of an enrolment says; issuer and account are shown by the authenticator. */
export function enrolmentAddress(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const settings = `secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
  return `otpauth://totp/${label}?${settings}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}

export const recoveryLetters = 10;
/** Fifty bits: with the lock-out after a few failures nobody guesses one. */
export const newRecoveryCode = (): string => toBase32(randomBytes(7)).slice(0, recoveryLetters);
export const inGroups = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
