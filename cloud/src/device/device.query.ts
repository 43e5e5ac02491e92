import type { EntityManager } from 'typeorm';

/** Through which platform a session came in, and whether it is a desk's. */
export async function channelOf(
  manager: EntityManager,
  sessionId: string,
): Promise<{ channel: string; isDesk: boolean }> {
  const rows: { channel: string; isDesk: number | null }[] = await manager.query(
    'SELECT channel, is_desk AS isDesk FROM session WHERE id = ?',
    [sessionId],
  );
  return { channel: rows[0]?.channel ?? '', isDesk: Number(rows[0]?.isDesk ?? 0) === 1 };
}

export interface ChangeRow {
  id: string;
  personId: string;
  personName: string;
  organisationId: string;
  organisationName: string;
  deviceKey: string;
  deviceText: string;
  channel: string;
  reason: string;
  askedAt: string | number;
  state: string;
  decision: string;
  decidedAt: string | number | null;
  effectiveAt: string | number | null;
}

/** The organisation, or everything in a division. */
export type ChangeReach = { organisationId: string } | { division: string };

const columns = `c.id AS id, p.id AS personId, p.name AS personName, o.id AS organisationId,
  o.name AS organisationName, c.device_key AS deviceKey, d.text AS deviceText, d.channel AS channel,
  c.reason AS reason, c.asked_at AS askedAt, c.state AS state, c.decision AS decision,
  c.decided_at AS decidedAt, c.effective_at AS effectiveAt`;
const tables = `FROM device_change c
  JOIN device d ON d.id = c.device_key
  JOIN person p ON p.id = c.person_id
  JOIN organisation o ON o.id = c.organisation_id`;

const within = (reach: ChangeReach) =>
  'division' in reach
    ? { sql: 'o.division_code LIKE ?', value: `${reach.division}%` }
    : { sql: 'o.id = ?', value: reach.organisationId };

/** Requests in one state within reach, the longest waiting first. */
export async function changesWithin(
  manager: EntityManager,
  reach: ChangeReach,
  { state, page, pageSize }: { state: string; page: number; pageSize: number },
): Promise<{ rows: ChangeRow[]; total: number }> {
  const { sql, value } = within(reach);
  const where = `WHERE ${sql} AND c.state = ?`;
  const [counted]: { total: string | number }[] = await manager.query(
    `SELECT COUNT(*) AS total ${tables} ${where}`,
    [value, state],
  );
  const order = state === 'waiting' ? 'ASC' : 'DESC';
  const rows: ChangeRow[] = await manager.query(
    `SELECT ${columns} ${tables} ${where} ORDER BY c.asked_at ${order}, c.id ${order} LIMIT ? OFFSET ?`,
    [value, state, pageSize, (page - 1) * pageSize],
  );
  return { rows, total: Number(counted?.total ?? 0) };
}

export async function changeWithin(
  manager: EntityManager,
  reach: ChangeReach,
  changeId: string,
): Promise<ChangeRow | null> {
  const { sql, value } = within(reach);
  const rows: ChangeRow[] = await manager.query(`SELECT ${columns} ${tables} WHERE ${sql} AND c.id = ?`, [
    value,
    changeId,
  ]);
  return rows[0] ?? null;
}

/** Who decides about the accounts of an organisation: its admins, or the district's where it has none. */
export async function adminsOf(
  manager: EntityManager,
  organisationId: string,
  today: string,
): Promise<string[]> {
  const current = 'a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL';
  const own: { personId: string }[] = await manager.query(
    `SELECT DISTINCT a.person_id AS personId FROM assignment a
     WHERE a.organisation_id = ? AND a.role IN ('company_admin', 'owner_admin', 'unit_admin') AND ${current}`,
    [organisationId, today, today],
  );
  if (own.length > 0) return own.map(({ personId }) => personId);
  const district: { personId: string }[] = await manager.query(
    `SELECT DISTINCT a.person_id AS personId FROM assignment a
     JOIN organisation r ON r.id = a.organisation_id
     JOIN organisation o ON o.id = ?
     WHERE a.role = 'regulator_admin' AND ${current} AND r.closed_on IS NULL
       AND r.division_code = SUBSTR(o.division_code, 1, LENGTH(r.division_code))`,
    [organisationId, today, today],
  );
  return district.map(({ personId }) => personId);
}
