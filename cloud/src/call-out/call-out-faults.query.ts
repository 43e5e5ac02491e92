import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

export interface Faults {
  liftId: string;
  faults: number;
  lastAt: number;
}

/** Faults of lifts within so many days before an instant: what was merged, or turned out to be none, does not count. */
export async function faultsOf(
  manager: EntityManager,
  liftIds: readonly string[],
  at: number,
  days: number,
): Promise<Faults[]> {
  const ids = [...new Set(liftIds)];
  if (ids.length === 0) return [];
  const rows: { liftId: string; faults: number | string; lastAt: number | string }[] = await manager.query(
    `SELECT lift_id AS liftId, COUNT(*) AS faults, MAX(reported_at) AS lastAt FROM call_out
      WHERE lift_id IN (${marks(ids)}) AND reported_at > ? AND state <> 'merged'
        AND (outcome IS NULL OR outcome <> 'no_fault')
      GROUP BY lift_id`,
    [...ids, at - days * 86_400_000],
  );
  return rows.map(({ liftId, faults, lastAt }) => ({
    liftId,
    faults: Number(faults),
    lastAt: Number(lastAt),
  }));
}
