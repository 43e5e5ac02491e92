import type { SealedAmendment } from '@lifttrust/shared-types/record/record.contract';
import { AmendedClosed, AmendedOpen, VoidedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { isObjection, type StoredEntry } from './record.entries';

const Named = AmendedOpen.pick({ amendmentId: true, number: true }).or(
  VoidedOpen.pick({ amendmentId: true, number: true }),
);

export const isAmending = ({ kind }: Pick<StoredEntry, 'kind'>): boolean =>
  kind === 'record.amended' || kind === 'record.voided';

/** What was sealed beside a record, oldest first: amendments and a void, each in full. */
export function sealedAmendments(entries: readonly StoredEntry[]): SealedAmendment[] {
  return entries.filter(isAmending).map((entry) => {
    const { amendmentId, number } = Named.parse(JSON.parse(entry.open));
    const { reason, corrections, agreements } = AmendedClosed.parse(JSON.parse(entry.closed ?? '{}'));
    return {
      id: amendmentId,
      kind: entry.kind === 'record.voided' ? 'void' : 'amendment',
      number,
      at: entry.at,
      reason,
      corrections,
      agreements: agreements.map(({ who, as, at, text, fileId }) => ({
        ...{ who, at, text, fileId },
        as: isObjection(text) ? `${as}（不同意）` : as,
      })),
      entryHash: entry.hash,
      seq: entry.seq,
    };
  });
}
