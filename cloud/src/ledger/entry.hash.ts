import { createHash } from 'node:crypto';
import type { SealedEntry } from '@lifttrust/shared-types/ledger/ledger.contract';
import { entryHash } from '@lifttrust/shared-types/proof/proof.hash';

/** SHA-256 of a text by OpenSSL; the phone's own takes a millisecond for a whole record. */
export const fastHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** An entry's hash from its content, as phones and the verifier compute it. */
export const hashOfEntry = (entry: Omit<SealedEntry, 'hash' | 'closed'>): string =>
  entryHash(entry, fastHash);
