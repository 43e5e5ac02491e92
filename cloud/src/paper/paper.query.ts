import { actsByArea, type Role } from '@lifttrust/shared-types/kernel/access';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';

/** A paper, or a certificate that was there before there were papers. */
export interface PaperRow {
  id: string;
  kind: string;
  subjectKind: 'person' | 'organisation';
  subjectId: string;
  organisationId: string | null;
  number: string;
  numberSealed: string | null;
  item: string;
  subItems: string;
  fromDay: string | null;
  untilDay: string | null;
  fileId: string | null;
  state: string;
  counts: number;
  reminded: number | null;
  enteredBy: string | null;
  enteredAt: number | string | null;
  decidedBy: string | null;
  decidedAt: number | string | null;
  reason: string;
}

export interface Condition {
  sql: string;
  values: unknown[];
}

const fields: [keyof PaperRow, string, string][] = [
  ['id', 'p.id', 'c.id'],
  ['kind', 'p.kind', "'certificate'"],
  ['subjectKind', 'p.subject_kind', "'person'"],
  ['subjectId', 'p.subject_id', 'c.person_id'],
  ['organisationId', 'p.organisation_id', 'NULL'],
  ['number', 'p.number', "''"],
  ['numberSealed', 'p.number_sealed', 'c.number_sealed'],
  ['item', 'p.item', 'c.item'],
  ['subItems', 'p.sub_items', "'[]'"],
  ['fromDay', 'p.from_day', 'NULL'],
  ['untilDay', 'p.until_day', 'c.valid_until'],
  ['fileId', 'p.file_id', 'NULL'],
  ['state', 'p.state', "'entered'"],
  ['counts', 'p.counts', '1'],
  ['reminded', 'p.reminded', 'c.reminded'],
  ['enteredBy', 'p.entered_by', 'NULL'],
  ['enteredAt', 'p.entered_at', 'NULL'],
  ['decidedBy', 'p.decided_by', 'NULL'],
  ['decidedAt', 'p.decided_at', 'NULL'],
  ['reason', 'p.reason', "''"],
];
const named = (column: 1 | 2) => fields.map((field) => `${field[column]} AS ${field[0]}`).join(', ');

/** Everything that has a term, from whichever table: the later conditions speak of `d`. */
const everything = `(SELECT ${named(1)} FROM paper p UNION ALL SELECT ${named(2)} FROM certificate c
  WHERE c.ended_on IS NULL AND NOT EXISTS (SELECT 1 FROM paper own WHERE own.id = c.id)) d`;

const all = (conditions: Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' AND ') || '1 = 1',
  values: conditions.flatMap(({ values }) => values),
});

/** Earliest last day first; papers without one after them, newest first. */
export function paperRows(
  manager: EntityManager,
  conditions: Condition[],
  page: { take: number; skip: number } = { take: 500, skip: 0 },
): Promise<PaperRow[]> {
  const { sql, values } = all(conditions);
  return manager.query(
    `SELECT d.* FROM ${everything} WHERE ${sql}
     ORDER BY CASE WHEN d.untilDay IS NULL THEN 1 ELSE 0 END, d.untilDay, d.id DESC LIMIT ? OFFSET ?`,
    [...values, page.take, page.skip],
  );
}

export async function paperCount(manager: EntityManager, conditions: Condition[]): Promise<number> {
  const { sql, values } = all(conditions);
  const rows: { papers: number | string }[] = await manager.query(
    `SELECT COUNT(*) AS papers FROM ${everything} WHERE ${sql}`,
    values,
  );
  return Number(rows[0]?.papers ?? 0);
}

export async function papersByDay(
  manager: EntityManager,
  conditions: Condition[],
): Promise<{ day: string; papers: number }[]> {
  const { sql, values } = all(conditions);
  const rows: { day: string; papers: number | string }[] = await manager.query(
    `SELECT d.untilDay AS day, COUNT(*) AS papers FROM ${everything} WHERE ${sql} GROUP BY d.untilDay ORDER BY d.untilDay`,
    values,
  );
  return rows.map(({ day, papers }) => ({ day, papers: Number(papers) }));
}

/** Papers that go with the person from employer to employer; contracts of employment are their employer's. */
const personal = "d.kind IN ('certificate', 'photo_page')";
const isHere = '(a.until_day IS NULL OR a.until_day >= ?)';

const unitAdmins: readonly Role[] = ['company_admin', 'owner_admin', 'unit_admin'];
export const isUnitAdmin = (role: Role): boolean => unitAdmins.includes(role);

/** Which papers exist for an actor: their unit's and its people's for administrators, those of an area. */
export function reachOf(actor: Actor, today: string): Condition {
  if (actsByArea(actor.role)) {
    if (actor.divisionCode === '') return { sql: '1 = 0', values: [] };
    const area = `${actor.divisionCode}%`;
    return {
      sql: `d.organisationId IN (SELECT o.id FROM organisation o WHERE o.division_code LIKE ?) OR (${personal} AND d.subjectId IN (
        SELECT a.person_id FROM assignment a JOIN organisation o ON o.id = a.organisation_id
        WHERE o.division_code LIKE ? AND ${isHere}))`,
      values: [area, area, today],
    };
  }
  if (!isUnitAdmin(actor.role)) return { sql: '1 = 0', values: [] };
  const { organisationId } = actor;
  return {
    sql: `d.organisationId = ? OR (${personal} AND d.subjectId IN (
      SELECT a.person_id FROM assignment a WHERE a.organisation_id = ? AND ${isHere}))`,
    values: [organisationId, organisationId, today],
  };
}

/** In force, of somebody who still works somewhere or of a unit: what a reminder or a calendar speaks of. */
export const isWatched = (today: string): Condition => ({
  sql: `d.counts = 1 AND d.untilDay IS NOT NULL AND (d.subjectKind = 'organisation' OR EXISTS (
    SELECT 1 FROM assignment a WHERE a.person_id = d.subjectId AND ${isHere}))`,
  values: [today],
});

/** Nothing later of the same kind takes its place. */
export const isNotRenewed: Condition = {
  sql: `NOT EXISTS (SELECT 1 FROM certificate r WHERE d.kind = 'certificate' AND r.person_id = d.subjectId AND r.item = d.item
      AND r.ended_on IS NULL AND r.valid_until > d.untilDay)
    AND NOT EXISTS (SELECT 1 FROM paper r JOIN paper own ON own.slot = r.slot WHERE own.id = d.id AND r.id <> d.id
      AND r.counts = 1 AND (r.until_day IS NULL OR r.until_day > d.untilDay))`,
  values: [],
};

/** Until `day` included. */
export const endsBy = (day: string): Condition => ({ sql: 'd.untilDay <= ?', values: [day] });
export const endsBefore = (day: string): Condition => ({ sql: 'd.untilDay < ?', values: [day] });
export const endsFrom = (day: string): Condition => ({ sql: 'd.untilDay >= ?', values: [day] });
export const isField = (
  field: 'id' | 'kind' | 'state' | 'subjectId' | 'item' | 'organisationId',
  value: string,
): Condition => ({ sql: `d.${field} = ?`, values: [value] });

/** `month`: `YYYY-MM`. */
export const inMonth = (month: string): Condition => ({
  sql: 'd.untilDay LIKE ?',
  values: [`${month}-%`],
});

export const soon = (today: string, days: number): Condition => endsBy(addDays(today, days));
