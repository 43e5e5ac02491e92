import type { Conflict } from '@lifttrust/shared-types/paper/paper.contract';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { marks } from '../kernel/marks';

export interface ConflictRow {
  id: string;
  personId: string;
  personName: string;
  firstId: string;
  firstName: string;
  secondId: string;
  secondName: string;
  firstFrom: string | null;
  firstUntil: string | null;
  secondFrom: string | null;
  secondUntil: string | null;
  state: 'open' | 'decided';
  foundAt: number | string;
  outcome: Conflict['outcome'];
  reason: string;
  decidedBy: string | null;
  decidedAt: number | string | null;
}

interface Wanted {
  id?: string;
  state?: string;
  take: number;
  skip: number;
}

const held = (which: 'first' | 'second', edge: string) =>
  `(SELECT ${edge} FROM assignment a WHERE a.person_id = e.person_id AND a.organisation_id = e.${which}_organisation_id)`;

// Null wins: whoever still has one role there has not left.
const lastDay =
  'CASE WHEN SUM(CASE WHEN a.until_day IS NULL THEN 1 ELSE 0 END) > 0 THEN NULL ELSE MAX(a.until_day) END';

/** Open ones first, then newest first; a regulator sees those of which one company lies in their area. */
export async function conflictRows(
  manager: EntityManager,
  divisionCode: string,
  { id, state, take, skip }: Wanted,
): Promise<{ rows: ConflictRow[]; total: number }> {
  if (divisionCode === '') return { rows: [], total: 0 };
  const area = `${divisionCode}%`;
  const where = `WHERE (o1.division_code LIKE ? OR o2.division_code LIKE ?)${id ? ' AND e.id = ?' : ''}${state ? ' AND e.state = ?' : ''}`;
  const values = [area, area, ...(id ? [id] : []), ...(state ? [state] : [])];
  const from = `FROM employment_conflict e JOIN person p ON p.id = e.person_id
    JOIN organisation o1 ON o1.id = e.first_organisation_id JOIN organisation o2 ON o2.id = e.second_organisation_id
    LEFT JOIN person d ON d.id = e.decided_by ${where}`;
  const rows: ConflictRow[] = await manager.query(
    `SELECT e.id AS id, p.id AS personId, p.name AS personName, o1.id AS firstId, o1.name AS firstName, o2.id AS secondId,
       o2.name AS secondName, ${held('first', 'MIN(a.from_day)')} AS firstFrom, ${held('first', lastDay)} AS firstUntil,
       ${held('second', 'MIN(a.from_day)')} AS secondFrom, ${held('second', lastDay)} AS secondUntil, e.state AS state,
       e.found_at AS foundAt, e.outcome AS outcome, e.reason AS reason, d.name AS decidedBy, e.decided_at AS decidedAt
     ${from} ORDER BY CASE WHEN e.state = 'open' THEN 0 ELSE 1 END, e.id DESC LIMIT ? OFFSET ?`,
    [...values, take, skip],
  );
  const counted: { total: number | string }[] = await manager.query(
    `SELECT COUNT(*) AS total ${from}`,
    values,
  );
  return { rows, total: Number(counted[0]?.total ?? 0) };
}

export const toConflict = (row: ConflictRow, actor: Actor): Conflict => ({
  id: row.id,
  person: { id: row.personId, name: row.personName },
  first: { id: row.firstId, name: row.firstName, from: row.firstFrom, until: row.firstUntil },
  second: { id: row.secondId, name: row.secondName, from: row.secondFrom, until: row.secondUntil },
  state: row.state,
  foundAt: Number(row.foundAt),
  outcome: row.outcome,
  reason: row.reason,
  decidedBy: row.decidedBy ?? '',
  decidedAt: row.decidedAt === null ? null : Number(row.decidedAt),
  mayDecide: row.state === 'open' && (actor.role === 'regulator' || actor.role === 'regulator_admin'),
});

/** Everybody, or of some people those, who hold roles in two maintenance companies on a day. */
export async function doublyEmployed(
  manager: EntityManager,
  day: string,
  among?: readonly string[],
): Promise<string[]> {
  if (among?.length === 0) return [];
  const these = among ? ` AND a.person_id IN (${marks(among)})` : '';
  const rows: { personId: string }[] = await manager.query(
    `SELECT a.person_id AS personId FROM assignment a JOIN organisation o ON o.id = a.organisation_id
     WHERE o.kind = 'maintenance_company' AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)${these}
     GROUP BY a.person_id HAVING COUNT(DISTINCT a.organisation_id) > 1`,
    [day, day, ...(among ?? [])],
  );
  return rows.map(({ personId }) => personId);
}
