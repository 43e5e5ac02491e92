import { sha256 } from '@noble/hashes/sha2';
import canonicalize from 'canonicalize';
import type { SealedEntry } from '../ledger/ledger.contract';
import { toHex, utf8Bytes } from './proof.bytes';
import { leafHash } from './proof.merkle';

/** `previous` of a lift's first entry. */
export const noPrevious = '0'.repeat(64);

/** RFC 8785: one text per value, whatever the order in which its fields were written. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this value has no JSON form');
  return text;
}

export const sha256OfText = (text: string): string => toHex(sha256(utf8Bytes(text)));
export const sha256OfBytes = (bytes: Uint8Array): string => toHex(sha256(bytes));

/** SHA-256 of a text as hexadecimal; an argument because a service has a faster one than a phone. */
type HashOfText = (text: string) => string;

/** What an entry's hash covers; the two bodies only by their own hashes. */
type Hashed = Omit<SealedEntry, 'hash' | 'closed'>;

/**
 * An entry's hash, which its receipt promises. Version 1: its leaf in the log, number and place included. Version 2:
 * what was said, when and of which lift; no place, so that nobody waits for anybody's number.
 */
export function entryHash(entry: Hashed, hashOf: HashOfText = sha256OfText): string {
  const { version, seq, kind, liftId, liftSeq, previous, at, closedHash } = entry;
  const openHash = hashOf(entry.open);
  if (version === 1) {
    const numbered = { version, seq, kind, liftId, liftSeq, previous, at, openHash, closedHash };
    return leafHash(utf8Bytes(canonicalJson(numbered)));
  }
  // The first line keeps this hash from ever being that of something else.
  return hashOf(`lifttrust/entry/v2\n${canonicalJson({ version, kind, liftId, at, openHash, closedHash })}`);
}

/** The entry's leaf in the log: its hash and its place. Null while it has none. */
export function entryLeaf(
  entry: Pick<SealedEntry, 'version' | 'seq' | 'liftSeq' | 'previous' | 'hash'>,
  hashOf: HashOfText = sha256OfText,
): string | null {
  const { version, seq, liftSeq, previous, hash } = entry;
  if (seq === null || liftSeq === null || previous === null) return null;
  if (version === 1) return hash;
  // The prefix of a leaf is the byte 0, which is a letter of its own in UTF-8 (`leafHash`).
  return hashOf(`\u0000${canonicalJson({ version, seq, liftSeq, previous, promise: hash })}`);
}

/** True when a text is the one canonical form of its JSON, so that no two readers can read it differently. */
export function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}
