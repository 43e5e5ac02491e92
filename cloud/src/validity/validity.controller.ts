import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { contextOf, Handles } from '../kernel/handles';
import { ValidityFiles } from './validity.files';
import { ValidityQuery } from './validity.query';
import { ValidityService } from './validity.service';

@Controller('/api')
export class ValidityController {
  @Inject() database: Database;
  @Inject() validityQuery: ValidityQuery;
  @Inject() validityService: ValidityService;
  @Inject() validityFiles: ValidityFiles;

  @Handles(validityApi.queue)
  async queue(input: InputOf<typeof validityApi.queue>, ctx: Ctx) {
    return this.validityQuery.queue(input, ctx);
  }

  @Handles(validityApi.show)
  async show({ recordId }: InputOf<typeof validityApi.show>, ctx: Ctx) {
    return this.validityQuery.show(this.database.reader.manager, recordId, ctx);
  }

  @Handles(validityApi.ask)
  async ask(input: InputOf<typeof validityApi.ask>, ctx: Ctx) {
    return this.validityService.ask(input, ctx);
  }

  @Handles(validityApi.state)
  async state(input: InputOf<typeof validityApi.state>, ctx: Ctx) {
    return this.validityService.state(input, ctx);
  }

  @Handles(validityApi.appeal)
  async appeal(input: InputOf<typeof validityApi.appeal>, ctx: Ctx) {
    return this.validityService.appeal(input, ctx);
  }

  @Handles(validityApi.decideAppeal)
  async decideAppeal(input: InputOf<typeof validityApi.decideAppeal>, ctx: Ctx) {
    return this.validityService.decideAppeal(input, ctx);
  }

  /** Raw: one file of a statement or an appeal. */
  @Get('/records/:recordId/validity-files/:fileId')
  async file(koa: Context) {
    const { recordId, fileId } = koa.params;
    const found = await this.validityFiles.open(String(recordId), String(fileId), await contextOf(koa));
    koa.set('cache-control', 'private, no-store');
    koa.type = found.contentType;
    return found.bytes;
  }
}
