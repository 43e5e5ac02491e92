import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { showScan } from '../file/show-scan';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { CallOutAnswer } from './call-out.answer';
import { CallOutDispatch } from './call-out.dispatch';
import { CallOutQuery } from './call-out.query';
import { CallOutRepair } from './call-out.repair';
import { CallOutReports } from './call-out.reports';
import { FaultPictures } from './fault-pictures';

@Controller('/api')
export class CallOutController {
  @Inject() callOutReports: CallOutReports;
  @Inject() callOutDispatch: CallOutDispatch;
  @Inject() callOutRepair: CallOutRepair;
  @Inject() callOutAnswer: CallOutAnswer;
  @Inject() callOutQuery: CallOutQuery;
  @Inject() faultPictures: FaultPictures;

  @Handles(callOutApi.list)
  async list(input: InputOf<typeof callOutApi.list>, ctx: Ctx) {
    return this.callOutQuery.list(input, ctx);
  }

  @Handles(callOutApi.focusLifts)
  async focusLifts(_input: InputOf<typeof callOutApi.focusLifts>, ctx: Ctx) {
    return this.callOutQuery.focusLifts(ctx);
  }

  @Handles(callOutApi.show)
  async show({ callOutId }: InputOf<typeof callOutApi.show>, ctx: Ctx) {
    const { manager } = this.callOutQuery.database.reader;
    const row = await this.callOutQuery.mustSee(manager, callOutId, requireActor(ctx));
    return this.callOutQuery.show(manager, row.id, requireActor(ctx), ctx.at);
  }

  @Handles(callOutApi.report)
  async report(input: InputOf<typeof callOutApi.report>, ctx: Ctx) {
    return this.callOutReports.report(input, ctx);
  }

  @Handles(callOutApi.proposal)
  async proposal(input: InputOf<typeof callOutApi.proposal>, ctx: Ctx) {
    return this.callOutDispatch.proposal(input, ctx);
  }

  @Handles(callOutApi.dispatch)
  async dispatch(input: InputOf<typeof callOutApi.dispatch>, ctx: Ctx) {
    return this.callOutDispatch.dispatch(input, ctx);
  }

  @Handles(callOutApi.handToService)
  async handToService(input: InputOf<typeof callOutApi.handToService>, ctx: Ctx) {
    return this.callOutDispatch.handToService(input, ctx);
  }

  @Handles(callOutApi.callbacks)
  async callbacks({ callOutId }: InputOf<typeof callOutApi.callbacks>, ctx: Ctx) {
    return this.callOutReports.callbacks(callOutId, ctx);
  }

  @Handles(callOutApi.accept)
  async accept(input: InputOf<typeof callOutApi.accept>, ctx: Ctx) {
    return this.callOutDispatch.accept(input, ctx);
  }

  @Handles(callOutApi.decline)
  async decline(input: InputOf<typeof callOutApi.decline>, ctx: Ctx) {
    return this.callOutDispatch.decline(input, ctx);
  }

  @Handles(callOutApi.arrive, { transaction: 'own' })
  async arrive(input: InputOf<typeof callOutApi.arrive>, ctx: Ctx) {
    return this.callOutRepair.arrive(input, ctx);
  }

  @Handles(callOutApi.start)
  async start(input: InputOf<typeof callOutApi.start>, ctx: Ctx) {
    return this.callOutRepair.start(input, ctx);
  }

  @Handles(callOutApi.addPhoto)
  async addPhoto(input: InputOf<typeof callOutApi.addPhoto>, ctx: Ctx) {
    return this.callOutRepair.addPhoto(input, ctx);
  }

  @Handles(callOutApi.addPart)
  async addPart(input: InputOf<typeof callOutApi.addPart>, ctx: Ctx) {
    return this.callOutRepair.addPart(input, ctx);
  }

  @Handles(callOutApi.stop)
  async stop(input: InputOf<typeof callOutApi.stop>, ctx: Ctx) {
    return this.callOutRepair.stop(input, ctx);
  }

  @Handles(callOutApi.major)
  async major(input: InputOf<typeof callOutApi.major>, ctx: Ctx) {
    return this.callOutRepair.major(input, ctx);
  }

  @Handles(callOutApi.inspected)
  async inspected(input: InputOf<typeof callOutApi.inspected>, ctx: Ctx) {
    return this.callOutRepair.inspected(input, ctx);
  }

  @Handles(callOutApi.finish)
  async finish(input: InputOf<typeof callOutApi.finish>, ctx: Ctx) {
    return this.callOutRepair.finish(input, ctx);
  }

  @Handles(callOutApi.confirm)
  async confirm(input: InputOf<typeof callOutApi.confirm>, ctx: Ctx) {
    return this.callOutAnswer.confirm(input, ctx);
  }

  @Handles(callOutApi.returnWork)
  async returnWork(input: InputOf<typeof callOutApi.returnWork>, ctx: Ctx) {
    return this.callOutAnswer.returnWork(input, ctx);
  }

  @Handles(callOutApi.close)
  async close(input: InputOf<typeof callOutApi.close>, ctx: Ctx) {
    return this.callOutAnswer.close(input, ctx);
  }

  @Handles(callOutApi.merge)
  async merge(input: InputOf<typeof callOutApi.merge>, ctx: Ctx) {
    return this.callOutAnswer.merge(input, ctx);
  }

  /** Raw: a picture of a report or another firm's sheet, for whoever sees the call-out. */
  @Get('/call-outs/:callOutId/files/:fileId')
  async file(koa: Context) {
    const ctx = await contextOf(koa);
    refuseRole(callOutApi.show.access, ctx);
    const { callOutId, fileId } = koa.params;
    return showScan(koa, await this.faultPictures.read(String(callOutId), String(fileId), ctx));
  }
}
