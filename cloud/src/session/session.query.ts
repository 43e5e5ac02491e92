import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

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
  factor: string | null;
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
    `SELECT s.id AS sessionId, s.device_id AS deviceId, s.factor AS factor, p.id AS personId, p.name AS personName,
            a.role AS role, o.id AS organisationId, o.name AS organisationName, o.division_code AS divisionCode
     FROM session s
     JOIN assignment a ON a.id = s.assignment_id
     JOIN person p ON p.id = s.person_id
     JOIN organisation o ON o.id = a.organisation_id
     WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ?
       AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL
       AND o.closed_on IS NULL`,
    [tokenHash, at, today, today],
  );
  return rows[0] ?? null;
}

/**
 * Whose token this was until their role ended; what they did before may still be on its way. Not after a session that
 * was ended earlier for any other reason, nor when the token ran out longer ago than `since` (epoch ms).
 */
export async function formerSessionOf(
  manager: EntityManager,
  tokenHash: string,
  since: number,
): Promise<
  (SessionRow & { untilDay: string | null; roleEndedAt: number | null; endedAt: number | null }) | null
> {
  const rows: (SessionRow & {
    untilDay: string | null;
    roleEndedAt: string | number | null;
    endedAt: string | number | null;
  })[] = await manager.query(
    `SELECT s.id AS sessionId, s.device_id AS deviceId, s.factor AS factor, p.id AS personId, p.name AS personName,
            a.role AS role, o.id AS organisationId, o.name AS organisationName, o.division_code AS divisionCode,
            a.until_day AS untilDay, a.ended_at AS roleEndedAt, s.ended_at AS endedAt
     FROM session s
     JOIN assignment a ON a.id = s.assignment_id
     JOIN person p ON p.id = s.person_id
     JOIN organisation o ON o.id = a.organisation_id
     WHERE s.token_hash = ? AND s.expires_at > ? AND o.closed_on IS NULL`,
    [tokenHash, since],
  );
  const [row] = rows;
  if (!row) return null;
  const instant = (value: string | number | null) => (value === null ? null : Number(value));
  return { ...row, roleEndedAt: instant(row.roleEndedAt), endedAt: instant(row.endedAt) };
}

/** A role that a person holds on a day, in an organisation that is open. */
export interface HeldRow {
  assignmentId: string;
  role: string;
  personName: string;
  organisationId: string;
  organisationName: string;
  divisionCode: string;
}

/** Everything a person may sign in as, the oldest assignment first. */
export async function heldBy(manager: EntityManager, personId: string, today: string): Promise<HeldRow[]> {
  return manager.query(
    `SELECT a.id AS assignmentId, a.role AS role, p.name AS personName, o.id AS organisationId,
            o.name AS organisationName, o.division_code AS divisionCode
     FROM assignment a
     JOIN person p ON p.id = a.person_id
     JOIN organisation o ON o.id = a.organisation_id
     WHERE a.person_id = ? AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)
       AND a.ended_at IS NULL AND o.closed_on IS NULL
     ORDER BY a.id`,
    [personId, today, today],
  );
}

/** The roles a person was signed in as on a device, the latest first. */
export async function lastUsed(
  manager: EntityManager,
  personId: string,
  deviceId: string,
): Promise<string[]> {
  const rows: { assignmentId: string }[] = await manager.query(
    `SELECT assignment_id AS assignmentId FROM session
     WHERE person_id = ? AND device_id = ? ORDER BY created_at DESC, id DESC LIMIT 5`,
    [personId, deviceId],
  );
  return rows.map(({ assignmentId }) => assignmentId);
}

/** The unit each session is signed in for: in its log what ends the session belongs, whoever ended it. */
export async function unitsOfSessions(
  manager: EntityManager,
  sessionIds: string[],
): Promise<Map<string, { organisationId: string }>> {
  if (sessionIds.length === 0) return new Map();
  const places = marks(sessionIds);
  const rows: { id: string; organisationId: string }[] = await manager.query(
    `SELECT s.id AS id, a.organisation_id AS organisationId
     FROM session s JOIN assignment a ON a.id = s.assignment_id WHERE s.id IN (${places})`,
    sessionIds,
  );
  return new Map(rows.map(({ id, organisationId }) => [id, { organisationId }]));
}

export const unitOfSession = async (
  manager: EntityManager,
  sessionId: string,
): Promise<{ organisationId?: string }> => (await unitsOfSessions(manager, [sessionId])).get(sessionId) ?? {};

/** Whether somebody's authenticator is set up. */
export async function hasSecondFactor(manager: EntityManager, personId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT person_id FROM second_factor WHERE person_id = ? AND confirmed_at IS NOT NULL',
    [personId],
  );
  return rows.length > 0;
}

export interface OpenRow extends SessionRow {
  assignmentId: string;
  channel: string;
  deviceText: string;
  isDesk: number | null;
  createdAt: string | number;
  renewedAt: string | number | null;
}

const openColumns = `s.id AS sessionId, s.device_id AS deviceId, s.factor AS factor, s.channel AS channel,
  s.device_text AS deviceText, s.is_desk AS isDesk, s.created_at AS createdAt, s.renewed_at AS renewedAt,
  s.assignment_id AS assignmentId, p.id AS personId, p.name AS personName, a.role AS role,
  o.id AS organisationId, o.name AS organisationName, o.division_code AS divisionCode`;
const openTables = `FROM session s
  JOIN assignment a ON a.id = s.assignment_id
  JOIN person p ON p.id = s.person_id
  JOIN organisation o ON o.id = a.organisation_id`;
/** Neither ended nor past every renewal. Sessions without a limit of their own end with their token. */
const stillOpen = 's.ended_at IS NULL AND COALESCE(s.limit_at, s.expires_at) > ?';

/** How far an admin reaches: the organisation's people, or the district's. */
export type Reach = { organisationId: string } | { division: string } | { personId: string };

function reachClause(reach: Reach): { sql: string; value: string } {
  if ('organisationId' in reach) return { sql: 'o.id = ?', value: reach.organisationId };
  if ('personId' in reach) return { sql: 's.person_id = ?', value: reach.personId };
  return { sql: 'o.division_code LIKE ?', value: `${reach.division}%` };
}

export interface OpenPage {
  at: number;
  search?: string | undefined;
  page: number;
  pageSize: number;
}

/** Sessions that are open now, the latest first, within somebody's reach. */
export async function openSessions(
  manager: EntityManager,
  reach: Reach,
  { at, search, page, pageSize }: OpenPage,
): Promise<{ rows: OpenRow[]; total: number }> {
  const { sql, value } = reachClause(reach);
  const named = search ? ' AND p.name LIKE ?' : '';
  const values = [at, value, ...(search ? [`%${search}%`] : [])];
  const where = `WHERE ${stillOpen} AND ${sql}${named}`;
  const [counted]: { total: string | number }[] = await manager.query(
    `SELECT COUNT(*) AS total ${openTables} ${where}`,
    values,
  );
  const rows: OpenRow[] = await manager.query(
    `SELECT ${openColumns} ${openTables} ${where} ORDER BY s.created_at DESC, s.id DESC LIMIT ? OFFSET ?`,
    [...values, pageSize, (page - 1) * pageSize],
  );
  return { rows, total: Number(counted?.total ?? 0) };
}

/** One open session within reach, or null. */
export async function openSession(
  manager: EntityManager,
  reach: Reach,
  sessionId: string,
  at: number,
): Promise<OpenRow | null> {
  const { sql, value } = reachClause(reach);
  const rows: OpenRow[] = await manager.query(
    `SELECT ${openColumns} ${openTables} WHERE ${stillOpen} AND ${sql} AND s.id = ?`,
    [at, value, sessionId],
  );
  return rows[0] ?? null;
}
