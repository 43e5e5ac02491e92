import { importApi } from '@lifttrust/shared-types/import/import.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { ImportCommit } from './import.commit';
import { ImportQuery } from './import.query';
import { ImportService } from './import.service';

@Controller('/api')
export class ImportController {
  @Inject() importService: ImportService;
  @Inject() importCommit: ImportCommit;
  @Inject() importQuery: ImportQuery;

  // Reading a spreadsheet takes seconds and must not hold the writer.
  @Handles(importApi.start, { transaction: 'own' })
  async start(input: InputOf<typeof importApi.start>, ctx: Ctx) {
    return this.importService.start(input, ctx);
  }

  @Handles(importApi.list)
  async list(input: InputOf<typeof importApi.list>, ctx: Ctx) {
    return this.importQuery.list(input, requireActor(ctx));
  }

  @Handles(importApi.show)
  async show(input: InputOf<typeof importApi.show>, ctx: Ctx) {
    return this.importQuery.show(input.importId, requireActor(ctx));
  }

  @Handles(importApi.check, { transaction: 'own' })
  async check(input: InputOf<typeof importApi.check>, ctx: Ctx) {
    return this.importService.check(input, ctx);
  }

  @Handles(importApi.rows)
  async rows(input: InputOf<typeof importApi.rows>, ctx: Ctx) {
    return this.importQuery.rows(input, requireActor(ctx));
  }

  @Handles(importApi.commit)
  async commit(input: InputOf<typeof importApi.commit>, ctx: Ctx) {
    return this.importCommit.commit(input.importId, ctx);
  }

  @Handles(importApi.cancel)
  async cancel(input: InputOf<typeof importApi.cancel>, ctx: Ctx) {
    return this.importService.cancel(input.importId, ctx);
  }
}
