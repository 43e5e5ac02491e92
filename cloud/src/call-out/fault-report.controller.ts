import { faultReportApi, faultTokenHeader } from '@lifttrust/shared-types/call-out/fault-report.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { readUpload } from '../file/multipart';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { Limits } from '../kernel/limits';
import { answer } from '../kernel/wire';
import { ReporterService } from '../reporter/reporter.service';
import { CallOutQuery } from './call-out.query';
import { CallOutReports } from './call-out.reports';
import { FaultPictures } from './fault-pictures';

const mostBytes = 5_100_000;

@Controller('/api')
export class FaultReportController {
  @Inject() callOutReports: CallOutReports;
  @Inject() callOutQuery: CallOutQuery;
  @Inject() faultPictures: FaultPictures;
  @Inject() reporters: ReporterService;

  @Handles(faultReportApi.report)
  async report(input: InputOf<typeof faultReportApi.report>, ctx: Ctx) {
    return this.callOutReports.reportByCode(input, ctx);
  }

  @Handles(faultReportApi.follow)
  async follow({ reportId, token }: InputOf<typeof faultReportApi.follow>, ctx: Ctx) {
    const { manager } = this.callOutQuery.database.reader;
    await this.reporters.mustHold(manager, { kind: 'call_out', subjectId: reportId, token }, ctx.at);
    return this.callOutQuery.faultReport(manager, reportId);
  }

  @Handles(faultReportApi.announcePicture, { transaction: 'own' })
  async announcePicture(input: InputOf<typeof faultReportApi.announcePicture>, ctx: Ctx) {
    return this.faultPictures.announce(input, ctx);
  }

  @Handles(faultReportApi.reportPicture, { transaction: 'own' })
  async reportPicture(input: InputOf<typeof faultReportApi.reportPicture>, ctx: Ctx) {
    return this.faultPictures.report(input, ctx);
  }

  /** Raw: the bytes of a picture, from whoever holds the report's secret. */
  @Post('/fault-reports/uploads/:fileId')
  async upload(koa: Context) {
    await (await koa.requestContext.getAsync(Limits)).countAnonymous(koa);
    const ctx = await contextOf(koa);
    const fileId = String(koa.params.fileId);
    const reportId = await this.faultPictures.holderOf(fileId, koa.get(faultTokenHeader), ctx);
    await this.faultPictures.receive(fileId, reportId, await readUpload(koa, mostBytes), ctx);
    return answer(koa, { done: true as const });
  }
}
