import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ChangeQuery } from './change.query';
import { ChangeService } from './change.service';

@Controller('/api')
export class ChangeController {
  @Inject() changeQuery: ChangeQuery;
  @Inject() changeService: ChangeService;
  @Inject() work: UnitOfWork;

  @Handles(changeApi.list)
  async list(input: InputOf<typeof changeApi.list>, ctx: Ctx) {
    return this.changeQuery.list(requireActor(ctx), input);
  }

  @Handles(changeApi.show)
  async show(input: InputOf<typeof changeApi.show>, ctx: Ctx) {
    return this.changeQuery.show(requireActor(ctx), input.changeId);
  }

  @Handles(changeApi.decide)
  async decide({ changeId, accept, reason }: InputOf<typeof changeApi.decide>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await this.changeQuery.show(actor, changeId, tx.manager);
      await this.changeService.decide(tx, changeId, { accept, reason, personId: actor.personId });
      return this.changeQuery.show(actor, changeId, tx.manager);
    });
  }

  @Handles(changeApi.withdraw)
  async withdraw({ changeId }: InputOf<typeof changeApi.withdraw>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    await this.work.run(ctx, (tx) => this.changeService.withdraw(tx, changeId, personId));
    return { done: true as const };
  }
}
