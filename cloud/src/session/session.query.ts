import type { EntityManager } from 'typeorm';

/** A session with everything that says whether it still stands and for whom. */
export interface SessionRow {
  sessionId: string;
  deviceId: string;
  personId: string;
  personName: string;
  role: string;
  organisationId: string;
  organisationName: string;
  divisionCode: string;
}

/**
 * Who a token stands for, in one statement, since every request asks it: nothing is remembered between requests, so
 * that a session ended, a role taken away or an organisation closed counts at the next one. `at` in epoch ms, `today`
 * its day in Asia/Shanghai.
 */
export async function sessionOf(
  manager: EntityManager,
  tokenHash: string,
  at: number,
  today: string,
): Promise<SessionRow | null> {
  const rows: SessionRow[] = await manager.query(
    `SELECT s.id AS sessionId, s.device_id AS deviceId, p.id AS personId, p.name AS personName, a.role AS role,
            o.id AS organisationId, o.name AS organisationName, o.division_code AS divisionCode
     FROM session s
     JOIN assignment a ON a.id = s.assignment_id
     JOIN person p ON p.id = s.person_id
     JOIN organisation o ON o.id = a.organisation_id
     WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ?
       AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND o.closed_on IS NULL`,
    [tokenHash, at, today, today],
  );
  return rows[0] ?? null;
}
