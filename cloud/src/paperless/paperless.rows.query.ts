import type { EntityManager } from 'typeorm';
import { type Clause, coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { marks } from '../kernel/marks';

/** An application that nobody has decided yet. */
export interface Waiting {
  companyId: string;
  liftId: string | null;
  area: string;
  since: number;
}

export async function waitingFor(manager: EntityManager, companyIds: readonly string[]): Promise<Waiting[]> {
  if (companyIds.length === 0) return [];
  const rows: (Omit<Waiting, 'since'> & { since: number | string })[] = await manager.query(
    `SELECT p.company_id AS companyId, p.lift_id AS liftId, p.area AS area, c.proposed_at AS since
     FROM paper_decision p JOIN change_request c ON c.id = p.change_id
     WHERE p.from_on IS NULL AND c.state = 'waiting'
       AND p.company_id IN (${marks(companyIds)})`,
    [...companyIds],
  );
  return rows.map((row) => ({ ...row, since: Number(row.since) }));
}

/** As `decisionInForce` (paperless.rules.ts), for lists: 1 stops, 0 keeps, null undecided; needs `:today`. */
export const inForceSql = `(SELECT p.stops FROM paper_decision p
  WHERE p.company_id = lift.company_id AND p.from_on <= :today AND (p.lift_id IS NULL OR p.lift_id = lift.id)
    AND SUBSTR(lift.division_code, 1, LENGTH(p.area)) = p.area
  ORDER BY p.from_on DESC, p.decided_at DESC LIMIT 1)`;

/** A company its own decisions, a district those that concern a lift of its own. */
export function decisionsClause(actor: Actor): Clause {
  if (actor.role === 'company_admin') return coverClause(actor, 'p');
  const area = coverClause(actor, 'own');
  return {
    sql: `EXISTS (SELECT 1 FROM lift own WHERE own.company_id = p.company_id AND ${area.sql}
      AND (p.lift_id IS NULL OR p.lift_id = own.id) AND SUBSTR(own.division_code, 1, LENGTH(p.area)) = p.area)`,
    parameters: area.parameters,
  };
}
