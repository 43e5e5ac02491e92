import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';

const atOnce = 500;

/** Which of these ids a statement with one list of marks finds. */
async function among(
  manager: EntityManager,
  ids: string[],
  sql: (marks: string) => string,
): Promise<string[]> {
  const found: string[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce);
    const rows: { id: string }[] = await manager.query(sql(marks(some)), some);
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}

/** Of these lifts, those for which a contract was ever entered. */
export const contractedAmong = async (manager: EntityManager, liftIds: string[]): Promise<Set<string>> =>
  new Set(
    await among(
      manager,
      liftIds,
      (marks) => `SELECT DISTINCT lift_id AS id FROM contract_lift WHERE lift_id IN (${marks})`,
    ),
  );

/** Of these lifts, those whose data somebody asked to correct. */
export const correctedAmong = (manager: EntityManager, liftIds: string[]): Promise<string[]> =>
  among(
    manager,
    liftIds,
    (marks) =>
      `SELECT DISTINCT subject_id AS id FROM change_request WHERE subject_kind = 'lift' AND subject_id IN (${marks})`,
  );
