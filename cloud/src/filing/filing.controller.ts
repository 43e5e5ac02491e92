import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { ComparisonService } from './comparison.service';
import { FilingQuery } from './filing.query';
import { FilingService } from './filing.service';

const done = { done: true as const };

@Controller('/api')
export class FilingController {
  @Inject() filingService: FilingService;
  @Inject() filingQuery: FilingQuery;
  @Inject() comparisonService: ComparisonService;

  @Handles(filingApi.file)
  async file(input: InputOf<typeof filingApi.file>, ctx: Ctx) {
    await this.filingService.file(input, ctx);
    return done;
  }

  @Handles(filingApi.mine)
  async mine(input: InputOf<typeof filingApi.mine>) {
    return this.filingService.mine(input);
  }

  @Handles(filingApi.revise)
  async revise(input: InputOf<typeof filingApi.revise>, ctx: Ctx) {
    await this.filingService.revise(input, ctx);
    return done;
  }

  @Handles(filingApi.withdraw)
  async withdraw(input: InputOf<typeof filingApi.withdraw>, ctx: Ctx) {
    await this.filingService.withdraw(input, ctx);
    return done;
  }

  @Handles(filingApi.list)
  async list(input: InputOf<typeof filingApi.list>, ctx: Ctx) {
    return this.filingQuery.list(requireActor(ctx), input);
  }

  @Handles(filingApi.show)
  async show({ filingId }: InputOf<typeof filingApi.show>, ctx: Ctx) {
    return this.filingQuery.file(requireActor(ctx), filingId);
  }

  @Handles(filingApi.decide)
  async decide(input: InputOf<typeof filingApi.decide>, ctx: Ctx) {
    return this.filingService.decide(input, ctx);
  }

  @Handles(filingApi.compare)
  async compare(input: InputOf<typeof filingApi.compare>, ctx: Ctx) {
    return this.comparisonService.compare(input, ctx);
  }

  @Handles(filingApi.comparisons)
  async comparisons({ organisationId }: InputOf<typeof filingApi.comparisons>, ctx: Ctx) {
    return this.comparisonService.list(organisationId, ctx);
  }
}
