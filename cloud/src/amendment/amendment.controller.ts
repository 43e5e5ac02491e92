import { amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { AmendmentQuery } from './amendment.query';
import { AmendmentService } from './amendment.service';

@Controller('/api')
export class AmendmentController {
  @Inject() database: Database;
  @Inject() amendmentQuery: AmendmentQuery;
  @Inject() amendmentService: AmendmentService;

  @Handles(amendmentApi.ofRecord)
  async ofRecord({ recordId }: InputOf<typeof amendmentApi.ofRecord>, ctx: Ctx) {
    return this.amendmentQuery.ofRecord(recordId, ctx);
  }

  @Handles(amendmentApi.list)
  async list(input: InputOf<typeof amendmentApi.list>, ctx: Ctx) {
    return this.amendmentQuery.list(input, ctx);
  }

  @Handles(amendmentApi.show)
  async show({ amendmentId }: InputOf<typeof amendmentApi.show>, ctx: Ctx) {
    return this.amendmentQuery.show(this.database.reader.manager, amendmentId, ctx);
  }

  @Handles(amendmentApi.propose)
  async propose(input: InputOf<typeof amendmentApi.propose>, ctx: Ctx) {
    return this.amendmentService.propose(input, ctx);
  }

  @Handles(amendmentApi.sign)
  async sign(input: InputOf<typeof amendmentApi.sign>, ctx: Ctx) {
    return this.amendmentService.sign(input, ctx);
  }

  @Handles(amendmentApi.approve)
  async approve(input: InputOf<typeof amendmentApi.approve>, ctx: Ctx) {
    return this.amendmentService.approve(input, ctx);
  }

  @Handles(amendmentApi.confirm)
  async confirm(input: InputOf<typeof amendmentApi.confirm>, ctx: Ctx) {
    return this.amendmentService.confirm(input, ctx);
  }

  @Handles(amendmentApi.decide)
  async decide(input: InputOf<typeof amendmentApi.decide>, ctx: Ctx) {
    return this.amendmentService.decide(input, ctx);
  }

  @Handles(amendmentApi.withdraw)
  async withdraw({ amendmentId }: InputOf<typeof amendmentApi.withdraw>, ctx: Ctx) {
    return this.amendmentService.withdraw(amendmentId, ctx);
  }
}
