import { addDays, dayOf, laterOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import type { Contract } from './contract.entity';
import { ContractLift } from './contract-lift.entity';
import { ResponsibilityService } from './responsibility.service';

const lastDayOf = (row: ContractLift): string =>
  row.endsOn !== null && row.endsOn < row.untilDay ? row.endsOn : row.untilDay;

/** What confirming and ending do to the claims on each lift. */
@Singleton()
export class ContractEnds {
  @Inject() responsibility: ResponsibilityService;

  /** The owner chose this contract: others' claims to its lifts end before it begins, or do not begin at all. */
  async confirm(tx: Transaction, contract: Contract): Promise<void> {
    const rows = await tx.manager.findBy(ContractLift, { contractId: contract.id });
    const liftIds = rows.map(({ liftId }) => liftId);
    const today = dayOf(tx.at);
    await tx.manager.update(ContractLift, { contractId: contract.id }, { confirmedOn: today });
    const rivals = await tx.manager.findBy(ContractLift, {
      liftId: In(liftIds),
      companyId: Not(contract.companyId),
      fromDay: LessThanOrEqual(contract.untilDay),
      untilDay: MoreThanOrEqual(contract.fromDay),
    });
    // What was over before today stays as it was recorded then.
    const first = laterOf(contract.fromDay, today);
    for (const rival of rivals.filter((row) => lastDayOf(row) >= first)) {
      const endsOn = addDays(laterOf(rival.fromDay, contract.fromDay), -1);
      await tx.manager.update(ContractLift, { id: rival.id }, { endsOn, endRecordedOn: today });
      await tx.audit('contract.replaced', 'contract', rival.contractId, {
        by: contract.id,
        liftId: rival.liftId,
        endsOn,
      });
    }
    await this.responsibility.apply(tx, liftIds);
  }

  async endAll(tx: Transaction, contract: Contract, endsOn: string): Promise<void> {
    const rows = await tx.manager.findBy(ContractLift, { contractId: contract.id });
    const today = dayOf(tx.at);
    const running = rows.filter((row) => lastDayOf(row) > endsOn && lastDayOf(row) >= today);
    if (running.length > 0)
      await tx.manager.update(
        ContractLift,
        { id: In(running.map(({ id }) => id)) },
        { endsOn, endRecordedOn: today },
      );
    await this.responsibility.apply(
      tx,
      rows.map(({ liftId }) => liftId),
    );
  }
}
