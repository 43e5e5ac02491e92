import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { contextOf, Handles } from '../kernel/handles';
import { DelayFiles } from './delay.files';
import { DelayQuery } from './delay.query';
import { DelayService } from './delay.service';

@Controller('/api')
export class DelayController {
  @Inject() database: Database;
  @Inject() delayQuery: DelayQuery;
  @Inject() delayService: DelayService;
  @Inject() delayFiles: DelayFiles;

  @Handles(delayApi.list)
  async list(input: InputOf<typeof delayApi.list>, ctx: Ctx) {
    return this.delayQuery.list(input, ctx);
  }

  @Handles(delayApi.show)
  async show({ delayId }: InputOf<typeof delayApi.show>, ctx: Ctx) {
    return this.delayQuery.show(this.database.reader.manager, delayId, ctx);
  }

  @Handles(delayApi.candidates)
  async candidates(input: InputOf<typeof delayApi.candidates>, ctx: Ctx) {
    return this.delayQuery.candidates(input, ctx);
  }

  @Handles(delayApi.submit)
  async submit(input: InputOf<typeof delayApi.submit>, ctx: Ctx) {
    return this.delayService.submit(input, ctx);
  }

  @Handles(delayApi.withdraw)
  async withdraw({ delayId }: InputOf<typeof delayApi.withdraw>, ctx: Ctx) {
    return this.delayService.withdraw(delayId, ctx);
  }

  @Handles(delayApi.end)
  async end(input: InputOf<typeof delayApi.end>, ctx: Ctx) {
    return this.delayService.end(input, ctx);
  }

  @Handles(delayApi.decide)
  async decide(input: InputOf<typeof delayApi.decide>, ctx: Ctx) {
    return this.delayService.decide(input, ctx);
  }

  @Handles(delayApi.contradict)
  async contradict(input: InputOf<typeof delayApi.contradict>, ctx: Ctx) {
    return this.delayService.contradict(input, ctx);
  }

  @Handles(delayApi.shares)
  async shares(_input: InputOf<typeof delayApi.shares>, ctx: Ctx) {
    return this.delayQuery.shares(ctx);
  }

  /** Raw: one piece of evidence, for whoever sees the explanation; each look is logged. */
  @Get('/delays/:delayId/files/:fileId')
  async file(koa: Context) {
    const { delayId, fileId } = koa.params;
    const found = await this.delayFiles.open(String(delayId), String(fileId), await contextOf(koa));
    koa.set('cache-control', 'private, no-store');
    koa.type = found.contentType;
    return found.bytes;
  }
}
