import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { RescueAnswers } from './rescue.answers';
import { RescueArrivals } from './rescue.arrivals';
import { RescueClosing } from './rescue.closing';
import { RescueQuery } from './rescue.query';
import { RescueSteps } from './rescue.steps';

@Controller('/api')
export class RescueController {
  @Inject() database: Database;
  @Inject() rescueQuery: RescueQuery;
  @Inject() rescueSteps: RescueSteps;
  @Inject() rescueAnswers: RescueAnswers;
  @Inject() rescueArrivals: RescueArrivals;
  @Inject() rescueClosing: RescueClosing;

  @Handles(rescueApi.list)
  async list(input: InputOf<typeof rescueApi.list>, ctx: Ctx) {
    return this.rescueQuery.list(input, ctx);
  }

  @Handles(rescueApi.show)
  async show({ entrapmentId }: InputOf<typeof rescueApi.show>, ctx: Ctx) {
    return this.rescueQuery.show(this.database.reader.manager, entrapmentId, ctx);
  }

  @Handles(rescueApi.callers)
  async callers(input: InputOf<typeof rescueApi.callers>, ctx: Ctx) {
    return this.rescueClosing.callers(input, ctx);
  }

  @Handles(rescueApi.accept)
  async accept(input: InputOf<typeof rescueApi.accept>, ctx: Ctx) {
    return this.rescueSteps.accept(input, ctx);
  }

  @Handles(rescueApi.decline)
  async decline(input: InputOf<typeof rescueApi.decline>, ctx: Ctx) {
    return this.rescueAnswers.decline(input, ctx);
  }

  @Handles(rescueApi.depart)
  async depart(input: InputOf<typeof rescueApi.depart>, ctx: Ctx) {
    return this.rescueSteps.depart(input, ctx);
  }

  @Handles(rescueApi.changeEta)
  async changeEta(input: InputOf<typeof rescueApi.changeEta>, ctx: Ctx) {
    return this.rescueAnswers.changeEta(input, ctx);
  }

  @Handles(rescueApi.arrive, { transaction: 'own' })
  async arrive(input: InputOf<typeof rescueApi.arrive>, ctx: Ctx) {
    return this.rescueSteps.arrive(input, ctx);
  }

  @Handles(rescueApi.confirmArrival)
  async confirmArrival(input: InputOf<typeof rescueApi.confirmArrival>, ctx: Ctx) {
    return this.rescueArrivals.confirm(input, ctx);
  }

  @Handles(rescueDeskApi.withdrawArrival)
  async withdrawArrival(input: InputOf<typeof rescueDeskApi.withdrawArrival>, ctx: Ctx) {
    return this.rescueArrivals.withdraw(input, ctx);
  }

  @Handles(rescueApi.start)
  async start(input: InputOf<typeof rescueApi.start>, ctx: Ctx) {
    return this.rescueSteps.start(input, ctx);
  }

  @Handles(rescueApi.free)
  async free(input: InputOf<typeof rescueApi.free>, ctx: Ctx) {
    return this.rescueSteps.free(input, ctx);
  }

  @Handles(rescueApi.restore)
  async restore(input: InputOf<typeof rescueApi.restore>, ctx: Ctx) {
    return this.rescueSteps.restore(input, ctx);
  }

  @Handles(rescueApi.startPlan)
  async startPlan(input: InputOf<typeof rescueApi.startPlan>, ctx: Ctx) {
    return this.rescueSteps.startPlan(input, ctx);
  }

  @Handles(rescueApi.prove)
  async prove(input: InputOf<typeof rescueApi.prove>, ctx: Ctx) {
    return this.rescueClosing.prove(input, ctx);
  }

  @Handles(rescueApi.report)
  async report(input: InputOf<typeof rescueApi.report>, ctx: Ctx) {
    return this.rescueClosing.report(input, ctx);
  }

  @Handles(rescueApi.close)
  async close(input: InputOf<typeof rescueApi.close>, ctx: Ctx) {
    return this.rescueClosing.close(input, ctx);
  }

  @Handles(rescueApi.plans)
  async plans(_input: InputOf<typeof rescueApi.plans>, ctx: Ctx) {
    return this.rescueQuery.ownPlan(this.database.reader.manager, ctx);
  }

  @Handles(rescueApi.setPlan)
  async setPlan(input: InputOf<typeof rescueApi.setPlan>, ctx: Ctx) {
    return this.rescueClosing.setPlan(input, ctx);
  }
}
