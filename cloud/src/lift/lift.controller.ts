import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { LiftQuery } from './lift.query';

@Controller('/api')
export class LiftController {
  @Inject() liftQuery: LiftQuery;

  @Handles(liftApi.list)
  async list(input: InputOf<typeof liftApi.list>, ctx: Ctx) {
    return this.liftQuery.list(requireActor(ctx), input, ctx.at);
  }

  @Handles(liftApi.show)
  async show(input: InputOf<typeof liftApi.show>, ctx: Ctx) {
    return this.liftQuery.file(requireActor(ctx), input.liftId, ctx.at);
  }
}
