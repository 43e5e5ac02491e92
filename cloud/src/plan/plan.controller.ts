import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { PlanCalendarQuery } from './plan.calendar.query';
import { PlanChangeService } from './plan.change.service';
import { PlanPeriodicService } from './plan.periodic.service';
import { PlanService } from './plan.service';

@Controller('/api')
export class PlanController {
  @Inject() planService: PlanService;
  @Inject() planChangeService: PlanChangeService;
  @Inject() planPeriodicService: PlanPeriodicService;
  @Inject() planCalendarQuery: PlanCalendarQuery;

  @Handles(planApi.propose)
  async propose(input: InputOf<typeof planApi.propose>, ctx: Ctx) {
    return this.planService.propose(input, ctx);
  }

  @Handles(planApi.accept)
  async accept(input: InputOf<typeof planApi.accept>, ctx: Ctx) {
    return this.planChangeService.accept(input, ctx);
  }

  @Handles(planApi.calendar)
  async calendar(input: InputOf<typeof planApi.calendar>, ctx: Ctx) {
    return this.planCalendarQuery.month(input, ctx);
  }

  @Handles(planApi.move)
  async move(input: InputOf<typeof planApi.move>, ctx: Ctx) {
    return this.planChangeService.move(input, ctx);
  }

  @Handles(planApi.replan)
  async replan(input: InputOf<typeof planApi.replan>, ctx: Ctx) {
    return this.planService.replan(input, ctx);
  }

  @Handles(planApi.acceptReplan)
  async acceptReplan(input: InputOf<typeof planApi.acceptReplan>, ctx: Ctx) {
    return this.planChangeService.acceptReplan(input, ctx);
  }

  @Handles(planApi.periodic)
  async periodic(input: InputOf<typeof planApi.periodic>, ctx: Ctx) {
    return this.planPeriodicService.list(input, ctx);
  }

  @Handles(planApi.enterPeriodic)
  async enterPeriodic(input: InputOf<typeof planApi.enterPeriodic>, ctx: Ctx) {
    return this.planPeriodicService.enter(input, ctx);
  }
}
