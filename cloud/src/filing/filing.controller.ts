import { filingApi, filingTokenHeader } from '@lifttrust/shared-types/filing/filing.contract';
import { districtActors } from '@lifttrust/shared-types/kernel/access';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { readUpload } from '../file/multipart';
import { showScan } from '../file/show-scan';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { Limits } from '../kernel/limits';
import { answer } from '../kernel/wire';
import { ComparisonService } from './comparison.service';
import { FilingQuery } from './filing.query';
import { FilingScans } from './filing.scans';
import { FilingService } from './filing.service';

const done = { done: true as const };
const maxScanBytes = 20 * 1_048_576;

@Controller('/api')
export class FilingController {
  @Inject() filingService: FilingService;
  @Inject() filingQuery: FilingQuery;
  @Inject() filingScans: FilingScans;
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

  @Handles(filingApi.announceScan, { transaction: 'own' })
  async announceScan(input: InputOf<typeof filingApi.announceScan>, ctx: Ctx) {
    return this.filingScans.announce(input, ctx);
  }

  @Handles(filingApi.reportScan, { transaction: 'own' })
  async reportScan({ fileId, token }: InputOf<typeof filingApi.reportScan>, ctx: Ctx) {
    return this.filingScans.report(fileId, token, ctx);
  }

  /** Raw: the bytes of a scan, from whoever holds the token. */
  @Post('/filings/uploads/:fileId')
  async upload(koa: Context) {
    await (await koa.requestContext.getAsync(Limits)).countAnonymous(koa);
    const ctx = await contextOf(koa);
    const [fileId, token] = [String(koa.params.fileId), koa.get(filingTokenHeader)];
    await this.filingScans.mustBeAnnounced(fileId, token);
    await this.filingScans.receive(fileId, token, await readUpload(koa, maxScanBytes), ctx);
    return answer(koa, done);
  }

  /** Raw: a scan for whoever reviews the filing; auditors see that there is one. */
  @Get('/filings/:filingId/scans/:fileId')
  async scan(koa: Context) {
    const ctx = await contextOf(koa);
    refuseRole(districtActors, ctx);
    const purpose = typeof koa.query.purpose === 'string' ? koa.query.purpose : '';
    const { filingId, fileId } = koa.params;
    const scan = await this.filingScans.read(String(filingId), String(fileId), purpose, ctx);
    return showScan(koa, scan);
  }

  @Handles(filingApi.list)
  async list(input: InputOf<typeof filingApi.list>, ctx: Ctx) {
    return this.filingQuery.list(requireActor(ctx), input);
  }

  @Handles(filingApi.show)
  async show({ filingId }: InputOf<typeof filingApi.show>, ctx: Ctx) {
    return this.filingService.show(filingId, ctx);
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
