import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { PaperlessQuery } from './paperless.query';
import { PaperlessService } from './paperless.service';

@Controller('/api')
export class PaperlessController {
  @Inject() paperlessQuery: PaperlessQuery;
  @Inject() paperlessService: PaperlessService;

  @Handles(paperlessApi.lift)
  async lift({ liftId }: InputOf<typeof paperlessApi.lift>, ctx: Ctx) {
    return this.paperlessQuery.lift(liftId, ctx);
  }

  @Handles(paperlessApi.lifts)
  async lifts(input: InputOf<typeof paperlessApi.lifts>, ctx: Ctx) {
    return this.paperlessQuery.lifts(input, ctx);
  }

  @Handles(paperlessApi.company)
  async company({ companyId }: InputOf<typeof paperlessApi.company>, ctx: Ctx) {
    return this.paperlessQuery.company(companyId, ctx);
  }

  @Handles(paperlessApi.decisions)
  async decisions(input: InputOf<typeof paperlessApi.decisions>, ctx: Ctx) {
    return this.paperlessQuery.decisions(input, ctx);
  }

  @Handles(paperlessApi.apply)
  async apply(input: InputOf<typeof paperlessApi.apply>, ctx: Ctx) {
    await this.paperlessService.apply(input, ctx);
    return { done: true as const };
  }

  @Handles(paperlessApi.keep)
  async keep(input: InputOf<typeof paperlessApi.keep>, ctx: Ctx) {
    await this.paperlessService.keep(input, ctx);
    return { done: true as const };
  }
}
