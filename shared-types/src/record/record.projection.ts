import type { SealedEntry } from '../ledger/ledger.contract';
import type { OwnerAnswer, Validity } from './record.contract';
import { AnswerOpen, SubmittedOpen, ValidityOpen } from './record.sealed';

/**
 * The record table as the log dictates it. The service writes the same columns when it seals; the verifier computes
 * them again from the entries, so that a row changed by hand is found (docs/proof.md).
 */
export type RecordColumns = Omit<
  SubmittedOpen,
  'edition' | 'evidence' | 'findingCodes' | 'offline' | 'templateEdition' | 'recordId' | 'validity'
> & {
  id: string;
  validity: Validity;
  ownerAnswer: OwnerAnswer;
  /** Null until the entry has its number. */
  entrySeq: number | null;
  contentHash: string;
};

type Entry = Pick<SealedEntry, 'seq' | 'kind' | 'open' | 'hash'>;

/** What one entry says about one record. */
export interface RecordChange {
  recordId: string;
  isSubmission?: true;
  validity?: Validity;
  ownerAnswer?: OwnerAnswer;
}

const answered = (entry: Entry): RecordChange => {
  const { recordId, ownerAnswer } = AnswerOpen.parse(JSON.parse(entry.open));
  return { recordId, ownerAnswer };
};

const readers: Record<string, (entry: Entry) => RecordChange> = {
  'record.submitted': (entry) => {
    const { recordId, validity } = SubmittedOpen.parse(JSON.parse(entry.open));
    return { recordId, isSubmission: true, validity, ownerAnswer: 'pending' };
  },
  'record.owner_signed': answered,
  'record.owner_signed_late': answered,
  'record.owner_returned': answered,
  'record.owner_defaulted': answered,
  'record.validity_decided': (entry) => {
    const { recordId, validity } = ValidityOpen.parse(JSON.parse(entry.open));
    return { recordId, validity };
  },
};

/** Null for entries that change no column: an amendment stands beside the record, never in it (IMM-02). */
export const recordChange = (entry: Entry): RecordChange | null => readers[entry.kind]?.(entry) ?? null;

/** The columns at submission. */
export function submittedColumns(entry: Entry): RecordColumns {
  const {
    edition: _edition,
    evidence: _evidence,
    findingCodes: _codes,
    offline: _offline,
    templateEdition: _template,
    recordId,
    ...columns
  } = SubmittedOpen.parse(JSON.parse(entry.open));
  return { ...columns, id: recordId, ownerAnswer: 'pending', entrySeq: entry.seq, contentHash: entry.hash };
}

/** The columns after all entries about one record, given in sequence order; null before its submission. */
export function projectRecord(entries: readonly Entry[]): RecordColumns | null {
  let columns: RecordColumns | null = null;
  for (const entry of entries) {
    if (entry.kind === 'record.submitted') {
      columns = submittedColumns(entry);
      continue;
    }
    const { validity, ownerAnswer } = recordChange(entry) ?? {};
    if (!columns) continue;
    columns = { ...columns, ...(validity ? { validity } : {}), ...(ownerAnswer ? { ownerAnswer } : {}) };
  }
  return columns;
}
