import type { EntityManager } from 'typeorm';
import { containing } from '../kernel/like';
import { marks } from '../kernel/marks';
import { type Total, totalAfter } from '../kernel/paged';
import { countAssignments, type Reach } from '../person/assignment.reach';

export interface AccountRow {
  assignmentId: string;
  personId: string;
  personName: string;
  phoneSealed: string | null;
  organisationId: string;
  organisationName: string;
  kind: string;
  divisionCode: string;
  role: string;
  fromDay: string;
  untilDay: string | null;
  endedAt: number | null;
}

export interface AccountFilter {
  /** Area of a regulator, or the one organisation of everybody else. */
  reach: Reach;
  name: string;
  role: string | undefined;
  organisationId: string | undefined;
  state: 'current' | 'ended';
  today: string;
  page: number;
  pageSize: number;
}

const columns = `a.id AS assignmentId, p.id AS personId, p.name AS personName, p.phone_sealed AS phoneSealed,
  o.id AS organisationId, o.name AS organisationName, o.kind AS kind, o.division_code AS divisionCode,
  a.role AS role, a.from_day AS fromDay, a.until_day AS untilDay, a.ended_at AS endedAt`;
const from = `FROM assignment a
  JOIN person p ON p.id = a.person_id
  JOIN organisation o ON o.id = a.organisation_id`;
const isCurrent = '(a.ended_at IS NULL AND (a.until_day IS NULL OR a.until_day >= ?))';

export async function accountsOf(
  manager: EntityManager,
  filter: AccountFilter,
): Promise<{ rows: AccountRow[]; total: Total }> {
  const { reach, name, role, organisationId, state, today, page, pageSize } = filter;
  const conditions: [string, ...unknown[]][] = [
    [reach.sql, ...reach.values],
    [state === 'current' ? isCurrent : `NOT ${isCurrent}`, today],
  ];
  if (name !== '') conditions.push(["p.name LIKE ? ESCAPE '!'", containing(name)]);
  if (role !== undefined) conditions.push(['a.role = ?', role]);
  if (organisationId !== undefined) conditions.push(['a.organisation_id = ?', organisationId]);
  const where = conditions.map(([text]) => text).join(' AND ');
  const values = conditions.flatMap(([, ...given]) => given);
  const rows: AccountRow[] = await manager.query(
    `SELECT ${columns} ${from} WHERE ${where} ORDER BY a.id DESC LIMIT ? OFFSET ?`,
    [...values, pageSize, (page - 1) * pageSize],
  );
  const total = await totalAfter(filter, rows.length, () => countAssignments(manager, where, values));
  return { rows, total };
}

export async function accountOf(manager: EntityManager, assignmentId: string): Promise<AccountRow | null> {
  const rows: AccountRow[] = await manager.query(`SELECT ${columns} ${from} WHERE a.id = ?`, [assignmentId]);
  return rows[0] ?? null;
}

/** Of these people: whose authenticator is in force, and who is bound to a WeChat account. */
export async function securityOf(
  manager: EntityManager,
  personIds: string[],
): Promise<{ withFactor: Set<string>; withWechat: Set<string> }> {
  if (personIds.length === 0) return { withFactor: new Set(), withWechat: new Set() };
  const places = marks(personIds);
  const [factors, accounts]: { personId: string }[][] = await Promise.all([
    manager.query(
      `SELECT person_id AS personId FROM second_factor WHERE confirmed_at IS NOT NULL AND person_id IN (${places})`,
      personIds,
    ),
    manager.query(
      `SELECT person_id AS personId FROM person_account WHERE channel = 'wechat' AND person_id IN (${places})`,
      personIds,
    ),
  ]);
  const ids = (rows: { personId: string }[] = []) => new Set(rows.map(({ personId }) => personId));
  return { withFactor: ids(factors), withWechat: ids(accounts) };
}

/** Of these people: who has an account of DingTalk, and who of them is real-named there. */
export async function dingtalkOf(
  manager: EntityManager,
  personIds: string[],
): Promise<Map<string, { realNamed: boolean | null; realNamedAt: number | null }>> {
  if (personIds.length === 0) return new Map();
  const places = marks(personIds);
  const rows: { personId: string; realNamed: number | null; realNamedAt: number | null }[] =
    await manager.query(
      `SELECT a.person_id AS personId, MAX(d.real_named) AS realNamed, MAX(d.real_named_at) AS realNamedAt
     FROM person_account a
     LEFT JOIN directory_person d ON d.union_id = a.external_id AND d.union_id <> '' AND d.gone_at IS NULL
     WHERE a.channel = 'dingtalk' AND a.person_id IN (${places}) GROUP BY a.person_id`,
      personIds,
    );
  return new Map(
    rows.map(({ personId, realNamed, realNamedAt }) => [
      personId,
      {
        realNamed: realNamed === null ? null : Number(realNamed) === 1,
        realNamedAt: realNamedAt === null ? null : Number(realNamedAt),
      },
    ]),
  );
}
