import { SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { marks } from '../kernel/marks';
import type { Transaction } from '../kernel/unit-of-work';
import type { Placed } from '../ledger/end-of-log';

/** Writes into records the numbers that the log gave their submissions, in the very transaction that gave them. */
export async function numberRecords(tx: Transaction, entries: readonly Placed[]): Promise<void> {
  const records = entries
    .filter(({ kind }) => kind === 'record.submitted')
    .map(({ seq, openText }) => ({ id: recordIdOf(openText), seq }))
    .filter(({ id }) => id !== null);
  if (records.length === 0) return;
  const cases = records.map(() => 'WHEN ? THEN ?').join(' ');
  const places = marks(records);
  await tx.manager.query(`UPDATE record SET entry_seq = CASE id ${cases} END WHERE id IN (${places})`, [
    ...records.flatMap(({ id, seq }) => [id, seq]),
    ...records.map(({ id }) => id),
  ]);
}

const RecordId = SubmittedOpen.pick({ recordId: true });

/** Null for a body of a later edition or of somebody else's making: the log numbers it all the same. */
function recordIdOf(openText: string): string | null {
  const read = RecordId.safeParse(JSON.parse(openText));
  return read.success ? read.data.recordId : null;
}
