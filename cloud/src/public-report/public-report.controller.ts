import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  publicReportApi as api,
  reportTokenHeader,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import { Controller, Get, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { readUpload } from '../file/multipart';
import { showScan } from '../file/show-scan';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { contextOf, Handles } from '../kernel/handles';
import { Limits } from '../kernel/limits';
import { UnitOfWork } from '../kernel/unit-of-work';
import { answer } from '../kernel/wire';
import { ReportCorrections } from './public-report.corrections';
import { ReportDesk } from './public-report.desk';
import { ReportIntake } from './public-report.intake';
import { OwnReports } from './public-report.own';
import { ReportPictures } from './public-report.pictures';
import { ReportQuery } from './public-report.query';
import { ReportSubscriptions } from './public-report.subscriptions';

const done = { done: true as const };
const maxPictureBytes = 20 * 1_048_576;

@Controller('/api')
export class PublicReportController {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() intake: ReportIntake;
  @Inject() own: OwnReports;
  @Inject() pictures: ReportPictures;
  @Inject() subscriptions: ReportSubscriptions;
  @Inject() desk: ReportDesk;
  @Inject() reportCorrections: ReportCorrections;
  @Inject() reportQuery: ReportQuery;

  @Handles(api.ticket)
  async ticket({ code }: InputOf<typeof api.ticket>, ctx: Ctx) {
    return this.intake.ticket(code, ctx);
  }

  @Handles(api.submit)
  async submit(input: InputOf<typeof api.submit>, ctx: Ctx) {
    return this.intake.submit(input, ctx);
  }

  @Handles(api.mine)
  async mine(input: InputOf<typeof api.mine>, ctx: Ctx) {
    return this.own.mine(input, ctx);
  }

  @Handles(api.rate)
  async rate(input: InputOf<typeof api.rate>, ctx: Ctx) {
    return this.own.rate(input, ctx);
  }

  @Handles(api.appeal)
  async appeal(input: InputOf<typeof api.appeal>, ctx: Ctx) {
    return this.own.appeal(input, ctx);
  }

  @Handles(api.announcePicture)
  async announcePicture(input: InputOf<typeof api.announcePicture>, ctx: Ctx) {
    return this.pictures.announce(input, ctx);
  }

  @Handles(api.reportPicture)
  async reportPicture(input: InputOf<typeof api.reportPicture>, ctx: Ctx) {
    return this.pictures.report(input, ctx);
  }

  @Handles(api.subscribe)
  async subscribe(input: InputOf<typeof api.subscribe>, ctx: Ctx) {
    return this.subscriptions.keep(input, ctx);
  }

  @Handles(api.evaluations)
  async evaluations({ token }: InputOf<typeof api.evaluations>, ctx: Ctx) {
    return this.reportQuery.evaluations(token, ctx);
  }

  /** Raw: the bytes of a picture, from whoever holds the token. */
  @Post('/public-reports/uploads/:fileId')
  async upload(koa: Context) {
    await (await koa.requestContext.getAsync(Limits)).countAnonymous(koa);
    const ctx = await contextOf(koa);
    const [fileId, token] = [String(koa.params.fileId), koa.get(reportTokenHeader)];
    await this.pictures.mustBeAnnounced(fileId, token, ctx);
    await this.pictures.receive(fileId, token, await readUpload(koa, maxPictureBytes), ctx);
    return answer(koa, done);
  }

  /** Raw: a picture without what the camera wrote into it; each look is logged. */
  @Get('/public-reports/:reportId/pictures/:pictureId')
  async picture(koa: Context) {
    const { reportId, pictureId } = koa.params;
    return showScan(koa, await this.pictures.open(String(reportId), String(pictureId), await contextOf(koa)));
  }

  @Handles(api.list)
  async list(input: InputOf<typeof api.list>, ctx: Ctx) {
    return this.reportQuery.list(input, ctx);
  }

  @Handles(api.show)
  async show({ reportId }: InputOf<typeof api.show>, ctx: Ctx) {
    return this.reportQuery.open(reportId, ctx);
  }

  @Handles(api.decide)
  async decide(input: InputOf<typeof api.decide>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.decide(input, ctx));
  }

  @Handles(api.route)
  async route(input: InputOf<typeof api.route>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.route(input, ctx));
  }

  @Handles(api.sendBack)
  async sendBack(input: InputOf<typeof api.sendBack>, ctx: Ctx) {
    // Whoever sent it back does not see it any more: what it was is read before.
    const before = await this.work.run(ctx, (tx) => this.reportQuery.show(tx.manager, input.reportId, ctx));
    await this.desk.sendBack(input, ctx);
    const may = Object.fromEntries(Object.keys(before.may).map((act) => [act, false]));
    return { ...before, state: 'accepted' as const, may: { ...before.may, ...may } };
  }

  @Handles(api.answer)
  async answer(input: InputOf<typeof api.answer>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.answer(input, ctx));
  }

  @Handles(api.feedBack)
  async feedBack(input: InputOf<typeof api.feedBack>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.feedBack(input, ctx));
  }

  @Handles(api.publish)
  async publish(input: InputOf<typeof api.publish>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.publish(input, ctx));
  }

  @Handles(api.judgePicture)
  async judgePicture(input: InputOf<typeof api.judgePicture>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.desk.judgePicture(input, ctx));
  }

  @Handles(api.confirm)
  async confirm(input: InputOf<typeof api.confirm>, ctx: Ctx) {
    return this.after(input.reportId, ctx, this.reportCorrections.confirm(input, ctx));
  }

  @Handles(api.phone)
  async phone(input: InputOf<typeof api.phone>, ctx: Ctx) {
    return this.desk.phones(input, ctx);
  }

  /** Inside the request's transaction: the answer shows what the act has made of it. */
  private async after(reportId: string, ctx: Ctx, act: Promise<void>) {
    await act;
    return this.work.run(ctx, (tx) => this.reportQuery.show(tx.manager, reportId, ctx));
  }
}
