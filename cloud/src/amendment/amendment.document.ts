import {
  type Correctable,
  type Correction,
  corrected,
} from '@lifttrust/shared-types/amendment/amendment.corrections';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { canonicalJson, sha256OfText } from '@lifttrust/shared-types/proof/proof.hash';
import { SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import type { EntityManager } from 'typeorm';
import type { LedgerService } from '../ledger/ledger.service';
import { sealedAmendments } from '../record/record.amendments';
import type { MaintenanceRecord } from '../record/record.entity';
import type { AmendmentRow } from './amendment.entity';

export interface SealedView {
  view: Correctable;
  /** Amendments and voids sealed so far. */
  count: number;
}

/**
 * A record as it reads now: what was sealed, with every sealed correction laid over it.
 * @throws not_found `record.entry_missing`
 */
export async function viewOf(
  ledger: LedgerService,
  manager: EntityManager,
  record: MaintenanceRecord,
): Promise<SealedView> {
  const entries = await ledger.entriesAbout(record.liftId, record.id, manager);
  const sealed = entries.find(({ hash }) => hash === record.contentHash);
  if (!sealed)
    throw AppError.notFound('record.entry_missing', '这份记录的存证条目不存在，请立即联系平台管理员。');
  const { grade } = SubmittedOpen.parse(JSON.parse(sealed.open));
  const { items, gradeReason, snapshot } = SubmittedClosed.parse(JSON.parse(sealed.closed ?? '{}'));
  const amendments = sealedAmendments(entries);
  const corrections = amendments.flatMap((one) => one.corrections);
  return { view: corrected({ items, grade, gradeReason, snapshot }, corrections), count: amendments.length };
}

/** What everybody agrees to, as one hash: the document cannot change under a signature (SIG-08). */
export function documentHash(
  row: Pick<AmendmentRow, 'id' | 'recordId' | 'kind' | 'cause' | 'reason' | 'number'> & {
    corrections: readonly Correction[];
    amends: string;
  },
): string {
  const { id, recordId, kind, cause, reason, number, corrections, amends } = row;
  return sha256OfText(canonicalJson({ id, recordId, kind, cause, reason, number, corrections, amends }));
}
