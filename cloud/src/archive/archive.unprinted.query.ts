import type { EntityManager } from 'typeorm';
import type { ToPack } from './archive.records.query';

/** Records without a print that nobody is about to answer any more. Instants in epoch ms. */
export async function unprintedRecords(
  manager: EntityManager,
  terms: { since: number; settledBefore: number; logSize: number },
  most: number,
): Promise<(ToPack & { completedAt: number })[]> {
  const rows: (ToPack & { completedAt: number })[] = await manager.query(
    `SELECT r.id AS recordId, r.lift_id AS liftId, r.entry_seq AS entrySeq,
            r.completed_at AS completedAt
     FROM record r
     WHERE r.completed_at > ? AND r.entry_seq <= ? AND (r.owner_answer <> 'pending' OR r.completed_at < ?)
       AND NOT EXISTS (SELECT 1 FROM archive_print p WHERE p.record_id = r.id)
     ORDER BY r.completed_at LIMIT ${most}`,
    [terms.since, terms.logSize, terms.settledBefore],
  );
  return rows.map((row) => ({
    ...row,
    entrySeq: Number(row.entrySeq),
    completedAt: Number(row.completedAt),
  }));
}
