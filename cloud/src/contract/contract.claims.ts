import type { Claim, Claims } from '@lifttrust/shared-types/contract/contract.rules';
import { type EntityManager, In } from 'typeorm';
import { Lift } from '../lift/lift.entity';
import { ContractLift } from './contract-lift.entity';
import { RegisteredCompany } from './registered-company.entity';

export const toClaim = (row: ContractLift): Claim => ({
  contractId: row.contractId,
  companyId: row.companyId,
  from: row.fromDay,
  until: row.untilDay,
  enteredOn: row.enteredOn,
  confirmedOn: row.confirmedOn,
  endsOn: row.endsOn,
  endRecordedOn: row.endRecordedOn,
});

export interface LiftFacts {
  lift: Lift;
  facts: Claims;
}

/**
 * What the rule of responsibility needs of lifts. A lift without contracts stands by its register alone. `isLocked`:
 * on MariaDB the rows are read as they are now, not as the transaction first saw them.
 */
export async function claimsOf(
  manager: EntityManager,
  liftIds: string[],
  isLocked = false,
): Promise<LiftFacts[]> {
  const ids = [...new Set(liftIds)];
  if (ids.length === 0) return [];
  const lock = isLocked ? { lock: { mode: 'pessimistic_write' as const } } : {};
  const lifts = await manager.find(Lift, { where: { id: In(ids) }, ...lock });
  const rows = await manager.find(ContractLift, {
    where: { liftId: In(ids) },
    order: { id: 'ASC' },
    ...lock,
  });
  const stated = await manager.find(RegisteredCompany, { where: { liftId: In(ids) }, ...lock });
  const registered = new Map(stated.map(({ liftId, companyId }) => [liftId, companyId]));
  return lifts.map((lift) => {
    const company = registered.get(lift.id);
    return {
      lift,
      facts: {
        registered: company === undefined ? lift.companyId : company,
        claims: rows.filter((row) => row.liftId === lift.id).map(toClaim),
      },
    };
  });
}
