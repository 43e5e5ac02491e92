import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addMonths, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { PeriodicDueItem, planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { coverClause, covers } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { PeriodicDone } from './periodic-done.entity';
import { PlanLiftQuery } from './plan.lift.query';
import { PlanPeriodic } from './plan.periodic';
import { periodicShape } from './plan.words';

const most = 500;

/** Periodic items as people see and enter them. */
@Singleton()
export class PlanPeriodicService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() planLiftQuery: PlanLiftQuery;
  @Inject() planPeriodic: PlanPeriodic;

  async list({ month }: InputOf<typeof planApi.periodic>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const end = addMonths(`${month}-01`, 1);
    const scope = coverClause(actor, 'l');
    const lifts = await manager
      .createQueryBuilder(Lift, 'l')
      .where(scope.sql, scope.parameters)
      .andWhere("l.state = 'in_use' AND l.companyId IS NOT NULL")
      .getMany();
    const asked = await this.planPeriodic.ofLifts(manager, lifts, today);
    const items: PeriodicDueItem[] = [];
    for (const lift of lifts)
      for (const one of asked.get(lift.id) ?? [])
        if (one.dueOn < end) items.push(periodicShape(one, lift, lift.id, today));
    items.sort((one, other) => (one.dueOn === other.dueOn ? 0 : one.dueOn < other.dueOn ? -1 : 1));
    return { items: items.slice(0, most), isMore: items.length > most };
  }

  /** @throws not_found for a lift that is not the company's; invalid `plan.periodic_future` */
  async enter(input: InputOf<typeof planApi.enterPeriodic>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { item, doneOn, note } = input;
    const today = dayOf(ctx.at);
    const governorSince = item === 'governor' ? (input.governorSince ?? null) : null;
    if (doneOn > today || (governorSince ?? '') > today)
      throw AppError.invalid('plan.periodic_future', '只能登记今天或以前的日期。');
    return this.work.run(ctx, async (tx) => {
      const ids = [...new Set(input.liftIds)];
      const lifts = await this.planLiftQuery.lifts(tx.manager, { ids });
      if (lifts.filter((lift) => covers(actor, lift)).length !== ids.length) throw AppError.notFound();
      const entered = { companyId: actor.organisationId, enteredBy: actor.personId, enteredAt: tx.at };
      await insertRows(
        tx.manager,
        PeriodicDone,
        ids.map((liftId) => ({ ...{ id: newId(), liftId, item, doneOn, governorSince, note }, ...entered })),
      );
      for (const liftId of ids)
        await tx.audit('plan.periodic_entered', 'lift', liftId, { item, doneOn, note });
      return { lifts: ids.length };
    });
  }
}
