import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { OfficerQuery } from './officer.query';
import { OfficerService } from './officer.service';

@Controller('/api')
export class OfficerController {
  @Inject() database: Database;
  @Inject() officerQuery: OfficerQuery;
  @Inject() officerService: OfficerService;

  @Handles(officerApi.matrix)
  async matrix(input: InputOf<typeof officerApi.matrix>, ctx: Ctx) {
    return this.officerQuery.matrix(requireActor(ctx), input, ctx.at);
  }

  @Handles(officerApi.people)
  async people(_input: InputOf<typeof officerApi.people>, ctx: Ctx) {
    return this.officerQuery.people(requireActor(ctx), ctx.at);
  }

  @Handles(officerApi.name)
  async name(input: InputOf<typeof officerApi.name>, ctx: Ctx) {
    return this.officerService.name(input, ctx);
  }

  @Handles(officerApi.end)
  async end({ officerId }: InputOf<typeof officerApi.end>, ctx: Ctx) {
    await this.officerService.end(officerId, ctx);
    return { done: true as const };
  }

  @Handles(officerApi.ofLift)
  async ofLift({ liftId }: InputOf<typeof officerApi.ofLift>, ctx: Ctx) {
    return this.officerService.ofLift(liftId, ctx, this.database.reader.manager);
  }
}
