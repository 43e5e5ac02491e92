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

/** The fields an entry's hash covers; the two bodies only by their own hashes. */
export type EntryHead = Pick<
  SealedEntry,
  'version' | 'seq' | 'kind' | 'liftId' | 'liftSeq' | 'previous' | 'at' | 'closedHash'
> & { openHash: string };

/** The text that is a leaf of the log. */
export const entryText = (head: EntryHead): string =>
  canonicalJson({
    version: head.version,
    seq: head.seq,
    kind: head.kind,
    liftId: head.liftId,
    liftSeq: head.liftSeq,
    previous: head.previous,
    at: head.at,
    openHash: head.openHash,
    closedHash: head.closedHash,
  });

/** An entry's hash is its leaf hash in the log: one number to compare, never two. */
export const entryHash = (entry: Omit<SealedEntry, 'hash' | 'closed'>): string =>
  leafHash(utf8Bytes(entryText({ ...entry, openHash: sha256OfText(entry.open) })));

/** True when a text is the one canonical form of its JSON, so that no two readers can read it differently. */
export function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}
