import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

/** Which of these records a person has had open: every look at a record is in the audit log (IMM-06). */
export async function openedBy(
  manager: EntityManager,
  personId: string,
  recordIds: readonly string[],
): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set();
  const rows: { id: string }[] = await manager.query(
    `SELECT DISTINCT subject_id AS id FROM audit_entry
     WHERE subject_id IN (${marks(recordIds)}) AND action = 'record.read' AND person_id = ?`,
    [...recordIds, personId],
  );
  return new Set(rows.map(({ id }) => id));
}
