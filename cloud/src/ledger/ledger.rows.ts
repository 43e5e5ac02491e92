import type { Checkpoint, SealedEntry } from '@lifttrust/shared-types/ledger/ledger.contract';
import type { Receipt } from '@lifttrust/shared-types/record/record.contract';
import type { LedgerCheckpoint } from './ledger-checkpoint.entity';
import type { LedgerEntry } from './ledger-entry.entity';

/** Rows of the log's tables as the contracts show them. */

export const toCheckpoint = (row: LedgerCheckpoint): Checkpoint => ({
  version: 1,
  logId: row.logId,
  keyId: row.keyId,
  size: row.size,
  root: row.root,
  at: row.at,
  signature: row.signature,
});

export const toEntry = (row: LedgerEntry): SealedEntry & { closed: string } => ({
  version: row.version === 1 ? 1 : 2,
  seq: row.seq,
  kind: row.kind,
  liftId: row.liftId,
  liftSeq: row.liftSeq,
  previous: row.previous,
  at: row.at,
  open: row.openText,
  closedHash: row.closedHash,
  closed: row.closedText,
  hash: row.hash,
});

export function toReceipt(row: Omit<LedgerEntry, 'closedText'>, logId: string): Receipt {
  const { keyId, at, signature } = row;
  const promised = { logId, keyId, entryHash: row.hash, at, signature };
  // A row of version 1 without a number is nothing this service wrote; 0 is no number it ever gave.
  return row.version === 1 ? { version: 1, ...promised, seq: row.seq ?? 0 } : { version: 2, ...promised };
}

/** In the order of the log; what waits for its number comes last, as it came. */
export const inOrder = (a: LedgerEntry, b: LedgerEntry): number =>
  (a.seq ?? Number.POSITIVE_INFINITY) - (b.seq ?? Number.POSITIVE_INFINITY) || a.id - b.id;
