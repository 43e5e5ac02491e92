import type { EntityManager } from 'typeorm';

const atOnce = 500;

/** Of these lifts, those for which a contract was ever entered. */
export async function contractedAmong(manager: EntityManager, liftIds: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let first = 0; first < liftIds.length; first += atOnce) {
    const ids = liftIds.slice(first, first + atOnce);
    const rows: { id: string }[] = await manager.query(
      `SELECT DISTINCT lift_id AS id FROM contract_lift WHERE lift_id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    );
    for (const { id } of rows) found.add(id);
  }
  return found;
}
