import { addDays } from '@lifttrust/shared-types/kernel/time';
import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

/** A lift somebody may have to be told about. */
export interface WatchedLift {
  id: string;
  place: string;
  ownNumber: string;
  companyId: string;
  ownerId: string | null;
  divisionCode: string;
  dueOn: string | null;
  /** The earliest visit that is planned and not made; null: none. */
  plannedOn: string | null;
  told: string[];
}

/** What was planned longer ago and never made is no plan any more. */
const staleDays = 120;

/** Companies that answer for lifts in use. */
export async function companiesAtWork(manager: EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT DISTINCT company_id AS id FROM lift
     WHERE state = 'in_use' AND company_id IS NOT NULL ORDER BY company_id`,
  );
  return rows.map(({ id }) => id);
}

/** A company's lifts in use that fall due, or are to be visited, until a day. `until`, `today`: days in Shanghai. */
export async function watchedLifts(
  manager: EntityManager,
  companyId: string,
  { today, until }: { today: string; until: string },
): Promise<WatchedLift[]> {
  const rows: (Omit<WatchedLift, 'told'> & { told: string | null })[] = await manager.query(
    `SELECT l.id AS id, l.place AS place, l.own_number AS ownNumber, l.company_id AS companyId,
            l.owner_id AS ownerId, l.division_code AS divisionCode, l.due_on AS dueOn, p.day AS plannedOn,
            t.warnings AS told
     FROM lift l
     LEFT JOIN (SELECT v.lift_id, MIN(v.planned_on) AS day FROM visit v JOIN lift own ON own.id = v.lift_id
                WHERE own.company_id = ? AND v.planned_on BETWEEN ? AND ? AND v.state IN ('planned', 'checked_in')
                GROUP BY v.lift_id) p ON p.lift_id = l.id
     LEFT JOIN plan_told t ON t.lift_id = l.id
     WHERE l.company_id = ? AND l.state = 'in_use' AND (l.due_on <= ? OR p.day IS NOT NULL)
     ORDER BY l.due_on, l.id`,
    [companyId, addDays(today, -staleDays), until, companyId, until],
  );
  return rows.map((row) => ({ ...row, told: row.told === null ? [] : strings(JSON.parse(row.told)) }));
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Who is to make the visits that are planned for lifts on a day, by lift. */
export async function goersOn(
  manager: EntityManager,
  lifts: readonly { id: string; plannedOn: string | null }[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const planned = lifts.filter(({ plannedOn }) => plannedOn !== null);
  const size = 500;
  for (let at = 0; at < planned.length; at += size) {
    const chunk = planned.slice(at, at + size);
    const rows: { liftId: string; day: string; personId: string }[] = await manager.query(
      `SELECT v.lift_id AS liftId, v.planned_on AS day, m.person_id AS personId
       FROM visit v JOIN visit_member m ON m.visit_id = v.id
       WHERE v.state IN ('planned', 'checked_in') AND v.lift_id IN (${marks(chunk)})`,
      chunk.map(({ id }) => id),
    );
    const dayOf = new Map(chunk.map(({ id, plannedOn }) => [id, plannedOn]));
    for (const { liftId, day, personId } of rows)
      if (dayOf.get(liftId) === day) found.set(liftId, [...(found.get(liftId) ?? []), personId]);
  }
  return found;
}
