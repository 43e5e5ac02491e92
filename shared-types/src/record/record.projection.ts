import type { SealedEntry } from '../ledger/ledger.contract';
import type { OwnerAnswer, RecordStanding, Validity } from './record.contract';
import { AmendedOpen, AnswerOpen, SubmittedOpen, ValidityOpen, VoidedOpen } from './record.sealed';

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
  standing: RecordStanding;
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
  standing?: RecordStanding;
  grade?: string;
  exceptions?: number;
}

const answered = (entry: Entry): RecordChange => {
  const { recordId, ownerAnswer } = AnswerOpen.parse(JSON.parse(entry.open));
  return { recordId, ownerAnswer };
};

const readers: Record<string, (entry: Entry) => RecordChange> = {
  'record.submitted': (entry) => {
    const { recordId, validity } = SubmittedOpen.parse(JSON.parse(entry.open));
    return { recordId, isSubmission: true, validity, ownerAnswer: 'pending', standing: 'original' };
  },
  'record.owner_signed': answered,
  'record.owner_signed_late': answered,
  'record.owner_returned': answered,
  'record.owner_defaulted': answered,
  'record.validity_decided': (entry) => {
    const { recordId, validity } = ValidityOpen.parse(JSON.parse(entry.open));
    return { recordId, validity };
  },
  // Lists and figures follow the corrected view; the record itself is read from its own entry (IMM-02).
  'record.amended': (entry) => {
    const { recordId, grade, exceptions } = AmendedOpen.parse(JSON.parse(entry.open));
    return { recordId, standing: 'amended', grade, exceptions };
  },
  'record.voided': (entry) => {
    const { recordId, validity } = VoidedOpen.parse(JSON.parse(entry.open));
    return { recordId, standing: 'voided', validity };
  },
};

/** Null for entries that change no column, as the acts of a dispute. */
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
  const unanswered = { ownerAnswer: 'pending', standing: 'original' } as const;
  return { ...columns, ...unanswered, id: recordId, entrySeq: entry.seq, contentHash: entry.hash };
}

/** The columns after all entries about one record, given in sequence order; null before its submission. */
export function projectRecord(entries: readonly Entry[]): RecordColumns | null {
  let columns: RecordColumns | null = null;
  for (const entry of entries) {
    if (entry.kind === 'record.submitted') {
      columns = submittedColumns(entry);
      continue;
    }
    const change = recordChange(entry);
    if (!columns || !change) continue;
    const { recordId: _record, isSubmission: _submission, ...changed } = change;
    columns = { ...columns, ...changed };
  }
  return columns;
}
