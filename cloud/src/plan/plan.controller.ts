import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { PlanCalendarQuery } from './plan.calendar.query';
import { PlanService } from './plan.service';

@Controller('/api')
export class PlanController {
  @Inject() planService: PlanService;
  @Inject() planCalendarQuery: PlanCalendarQuery;

  @Handles(planApi.propose)
  async propose(input: InputOf<typeof planApi.propose>, ctx: Ctx) {
    return this.planService.propose(input, ctx);
  }

  @Handles(planApi.accept)
  async accept(input: InputOf<typeof planApi.accept>, ctx: Ctx) {
    return this.planService.accept(input, ctx);
  }

  @Handles(planApi.calendar)
  async calendar(input: InputOf<typeof planApi.calendar>, ctx: Ctx) {
    return this.planCalendarQuery.month(input, ctx);
  }

  @Handles(planApi.move)
  async move(input: InputOf<typeof planApi.move>, ctx: Ctx) {
    return this.planService.move(input, ctx);
  }

  @Handles(planApi.replan)
  async replan(input: InputOf<typeof planApi.replan>, ctx: Ctx) {
    return this.planService.replan(input, ctx);
  }
}
