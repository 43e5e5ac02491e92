import { Receipt } from '@lifttrust/shared-types/record/record.contract';
import { readReceipt } from '../../offline/receipts';

/** The receipt of a visit that was sealed from this phone; null when it was sealed elsewhere or not yet. */
export function keptReceipt(visitId: string): Receipt | null {
  const stored = Receipt.safeParse(readReceipt(visitId));
  return stored.success ? stored.data : null;
}
