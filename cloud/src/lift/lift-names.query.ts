import { type EntityManager, In } from 'typeorm';
import { LiftCode } from '../code/lift-code.entity';
import { marks } from '../kernel/marks';
import { Division } from '../organisation/division.entity';
import type { NamesById } from './lift.shape';

interface Belongs {
  companyId: string | null;
  ownerId: string | null;
}

/** Names of the organisations that lifts belong to. */
export const namesOf = (manager: EntityManager, lifts: Belongs[]): Promise<NamesById> =>
  organisationNames(
    manager,
    lifts.flatMap((lift) => [lift.companyId, lift.ownerId]),
  );

/** Names by id, in one short statement: what lists show of an organisation is its name alone. */
export async function organisationNames(
  manager: EntityManager,
  organisationIds: (string | null)[],
): Promise<NamesById> {
  const ids = [...new Set(organisationIds)].filter((id) => id !== null && id !== '');
  if (ids.length === 0) return new Map();
  const found: { id: string; name: string }[] = await manager.query(
    `SELECT id, name FROM organisation WHERE id IN (${marks(ids)})`,
    ids,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** The division itself or, for a township code of eight digits, the district above it. */
export async function divisionNameOf(manager: EntityManager, code: string): Promise<string> {
  const divisions = await manager.findBy(Division, { code: In([code, code.slice(0, 6)]) });
  return divisions.sort((a, b) => b.code.length - a.code.length)[0]?.name ?? '';
}

/** Address of the code that is stuck on the lift now; never an earlier one. */
export async function codePathOf(manager: EntityManager, liftId: string, at: number): Promise<string | null> {
  const code = await manager
    .createQueryBuilder(LiftCode, 'code')
    .where('code.liftId = :liftId AND code.validFrom <= :at', { liftId, at })
    .andWhere('(code.validTo IS NULL OR code.validTo > :at)')
    .orderBy('code.validFrom', 'DESC')
    .getOne();
  return code && `/l/${code.token}`;
}
