import type { EntityManager } from 'typeorm';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';

const adminRoles = ['company_admin', 'owner_admin', 'unit_admin', 'regulator_admin'];

/** Who has to see to the tasks of an organisation. */
export async function adminsOf(manager: EntityManager, organisationId: string): Promise<string[]> {
  const rows: { personId: string }[] = await manager
    .createQueryBuilder(Assignment, 'a')
    .select('DISTINCT a.personId', 'personId')
    .where('a.organisationId = :organisationId AND a.untilDay IS NULL', { organisationId })
    .andWhere('a.role IN (:...adminRoles)', { adminRoles })
    .getRawMany();
  return rows.map(({ personId }) => personId);
}

/** The regulators who answer for exactly this area. */
export async function regulatorsOf(manager: EntityManager, divisionCode: string): Promise<string[]> {
  const rows: { personId: string }[] = await manager
    .createQueryBuilder(Assignment, 'a')
    .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
    .select('DISTINCT a.personId', 'personId')
    .where("a.role IN ('regulator', 'regulator_admin') AND a.untilDay IS NULL")
    .andWhere('o.divisionCode = :divisionCode', { divisionCode })
    .getRawMany();
  return rows.map(({ personId }) => personId);
}
