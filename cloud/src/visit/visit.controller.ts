import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { OfflinePack } from './offline-pack.service';
import { VisitService } from './visit.service';
import { WorksheetService } from './worksheet.service';

@Controller('/api')
export class VisitController {
  @Inject() database: Database;
  @Inject() visitService: VisitService;
  @Inject() offlinePack: OfflinePack;
  @Inject() worksheetService: WorksheetService;

  @Handles(visitApi.today)
  async today(_input: InputOf<typeof visitApi.today>, ctx: Ctx) {
    return this.visitService.today(ctx);
  }

  @Handles(visitApi.list)
  async list(input: InputOf<typeof visitApi.list>, ctx: Ctx) {
    return this.visitService.list(input, ctx);
  }

  @Handles(visitApi.plan)
  async plan(input: InputOf<typeof visitApi.plan>, ctx: Ctx) {
    return this.visitService.plan(input, ctx);
  }

  @Handles(visitApi.pack)
  async pack(input: InputOf<typeof visitApi.pack>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const manager = this.database.reader.manager;
    const visit = await this.visitService.mustBeMember(manager, input.visitId, actor);
    return this.offlinePack.fetch(manager, visit, actor, ctx.at);
  }

  @Handles(visitApi.cancel)
  async cancel(input: InputOf<typeof visitApi.cancel>, ctx: Ctx) {
    return this.visitService.cancel(input, ctx);
  }

  @Handles(visitApi.answerItems)
  async answerItems(input: InputOf<typeof visitApi.answerItems>, ctx: Ctx) {
    return this.worksheetService.answerItems(input, ctx);
  }

  @Handles(visitApi.addItem)
  async addItem(input: InputOf<typeof visitApi.addItem>, ctx: Ctx) {
    return this.worksheetService.addItem(input, ctx);
  }

  @Handles(visitApi.settleItem)
  async settleItem(input: InputOf<typeof visitApi.settleItem>, ctx: Ctx) {
    return this.worksheetService.settleItem(input, ctx);
  }

  @Handles(visitApi.attachPhoto)
  async attachPhoto(input: InputOf<typeof visitApi.attachPhoto>, ctx: Ctx) {
    return this.worksheetService.attachPhoto(input, ctx);
  }

  @Handles(visitApi.gradeLift)
  async gradeLift(input: InputOf<typeof visitApi.gradeLift>, ctx: Ctx) {
    return this.worksheetService.gradeLift(input, ctx);
  }
}
