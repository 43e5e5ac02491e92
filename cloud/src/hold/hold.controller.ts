import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { HoldQuery } from './hold.query';
import { HoldService } from './hold.service';

@Controller('/api')
export class HoldController {
  @Inject() holdQuery: HoldQuery;
  @Inject() holdService: HoldService;

  @Handles(holdApi.list)
  async list(input: InputOf<typeof holdApi.list>, ctx: Ctx) {
    return this.holdQuery.list(input, ctx);
  }

  @Handles(holdApi.about)
  async about(input: InputOf<typeof holdApi.about>, ctx: Ctx) {
    return this.holdQuery.about(input, ctx);
  }

  @Handles(holdApi.place)
  async place(input: InputOf<typeof holdApi.place>, ctx: Ctx) {
    return this.holdService.place(input, ctx);
  }

  @Handles(holdApi.release)
  async release(input: InputOf<typeof holdApi.release>, ctx: Ctx) {
    return this.holdService.release(input, ctx);
  }
}
