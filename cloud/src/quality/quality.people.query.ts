import type { EntityManager } from 'typeorm';
import { marks } from '../kernel/marks';
import { VisitMember } from '../visit/visit-member.entity';

/** People who work in a company now, whatever they do there. */
export async function workHere(
  manager: EntityManager,
  companyId: string,
  personIds: readonly string[],
): Promise<boolean> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return true;
  const [found]: { number: number | string }[] = await manager.query(
    `SELECT COUNT(DISTINCT person_id) AS number FROM assignment
     WHERE organisation_id = ? AND until_day IS NULL AND role IN ('technician', 'company_admin')
       AND person_id IN (${marks(ids)})`,
    [companyId, ...ids],
  );
  return Number(found?.number ?? 0) === ids.length;
}

/** Who did the work of a visit. */
export async function membersOf(manager: EntityManager, visitId: string): Promise<string[]> {
  const members = await manager.findBy(VisitMember, { visitId });
  return members.map(({ personId }) => personId);
}
