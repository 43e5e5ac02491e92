import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { ContractFile } from './contract.file';
import { ContractLists } from './contract.lists.query';
import { ContractQuery } from './contract.query';
import { ContractService } from './contract.service';
import { LiftSearch } from './lift-search';

@Controller('/api')
export class ContractController {
  @Inject() contractService: ContractService;
  @Inject() contractQuery: ContractQuery;
  @Inject() contractLists: ContractLists;
  @Inject() liftSearch: LiftSearch;
  @Inject() contractFile: ContractFile;

  @Handles(contractApi.list)
  async list(input: InputOf<typeof contractApi.list>, ctx: Ctx) {
    return this.contractQuery.list(requireActor(ctx), input, ctx.at);
  }

  @Handles(contractApi.show)
  async show(input: InputOf<typeof contractApi.show>, ctx: Ctx) {
    return this.contractQuery.show(requireActor(ctx), input.contractId, ctx.at);
  }

  @Handles(contractApi.liftChoices)
  async liftChoices(input: InputOf<typeof contractApi.liftChoices>, ctx: Ctx) {
    return this.liftSearch.choices(input, ctx);
  }

  @Handles(contractApi.enter)
  async enter(input: InputOf<typeof contractApi.enter>, ctx: Ctx) {
    return this.contractService.enter(input, ctx);
  }

  @Handles(contractApi.decide)
  async decide(input: InputOf<typeof contractApi.decide>, ctx: Ctx) {
    return this.contractService.decide(input, ctx);
  }

  @Handles(contractApi.end)
  async end(input: InputOf<typeof contractApi.end>, ctx: Ctx) {
    return this.contractService.end(input, ctx);
  }

  @Handles(contractApi.accept)
  async accept(input: InputOf<typeof contractApi.accept>, ctx: Ctx) {
    return this.contractService.accept(input, ctx);
  }

  @Handles(contractApi.lateEntries)
  async lateEntries(input: InputOf<typeof contractApi.lateEntries>, ctx: Ctx) {
    return this.contractLists.lateEntries(requireActor(ctx), input, ctx.at);
  }

  @Handles(contractApi.troubles)
  async troubles(input: InputOf<typeof contractApi.troubles>, ctx: Ctx) {
    return this.contractLists.troubles(requireActor(ctx), input);
  }

  @Handles(contractApi.ofLift)
  async ofLift(input: InputOf<typeof contractApi.ofLift>, ctx: Ctx) {
    return this.contractLists.ofLift(requireActor(ctx), input.liftId, ctx.at);
  }

  /** Raw: the contract as it was signed, for its two parties and the district; each look is logged. */
  @Get('/contracts/:contractId/file')
  async file(koa: Context) {
    const bytes = await this.contractFile.open(String(koa.params.contractId), await contextOf(koa));
    koa.set('cache-control', 'private, no-store');
    koa.set('content-disposition', 'attachment; filename="contract.pdf"');
    koa.type = 'application/pdf';
    return bytes;
  }
}
