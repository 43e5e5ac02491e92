import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';
import type { EntrySigns } from './contract.shape';

interface Pair {
  liftId: string;
  companyId: string;
}

interface SignRow {
  lift_id: string;
  company_id: string;
  at: number | string | null;
}

const keyOf = ({ liftId, companyId }: Pair): string => `${liftId} ${companyId}`;

/** When companies bound lifts and first planned visits there. */
export async function entrySignsOf(
  manager: EntityManager,
  pairs: readonly Pair[],
): Promise<(pair: Pair) => EntrySigns> {
  const lifts = [...new Set(pairs.map(({ liftId }) => liftId))];
  const companies = [...new Set(pairs.map(({ companyId }) => companyId))];
  if (lifts.length === 0) return () => ({ boundAt: null, plannedAt: null });
  const first = async (sql: string): Promise<Map<string, number>> => {
    const rows: SignRow[] = await manager.query(
      `${sql} AND lift_id IN (${marks(lifts)}) AND company_id IN (${marks(companies)})
       GROUP BY lift_id, company_id`,
      [...lifts, ...companies],
    );
    return new Map(
      rows.map((row) => [keyOf({ liftId: row.lift_id, companyId: row.company_id }), Number(row.at)]),
    );
  };
  const bound = await first(
    "SELECT lift_id, company_id, MIN(at) AS at FROM binding WHERE state = 'confirmed'",
  );
  const planned = await first(
    "SELECT lift_id, company_id, MIN(created_at) AS at FROM visit WHERE state <> 'cancelled'",
  );
  return (pair) => ({
    boundAt: bound.get(keyOf(pair)) ?? null,
    plannedAt: planned.get(keyOf(pair)) ?? null,
  });
}
