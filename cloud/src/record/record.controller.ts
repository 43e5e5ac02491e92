import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  RecordSheetQuery,
  recordApi,
  recordSheetAccess,
} from '@lifttrust/shared-types/record/record.contract';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from '../kernel/access';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { UnitOfWork } from '../kernel/unit-of-work';
import { RecordAnswerService } from './record.answer.service';
import { RecordExport } from './record.export';
import { RecordQuery } from './record.query';
import { RecordService } from './record.service';
import { RecordSheets } from './record.sheets';

@Controller('/api')
export class RecordController {
  @Inject() work: UnitOfWork;
  @Inject() recordService: RecordService;
  @Inject() recordQuery: RecordQuery;
  @Inject() recordExport: RecordExport;
  @Inject() recordSheets: RecordSheets;
  @Inject() answers: RecordAnswerService;

  @Handles(recordApi.sheet)
  async sheet(input: InputOf<typeof recordApi.sheet>, ctx: Ctx) {
    return this.recordService.sheet(input.visitId, ctx);
  }

  @Handles(recordApi.sign)
  async sign(input: InputOf<typeof recordApi.sign>, ctx: Ctx) {
    return this.recordService.sign(input, ctx);
  }

  @Handles(recordApi.submit)
  async submit(input: InputOf<typeof recordApi.submit>, ctx: Ctx) {
    return this.recordService.submit(input, ctx);
  }

  @Handles(recordApi.list)
  async list(input: InputOf<typeof recordApi.list>, ctx: Ctx) {
    return this.recordQuery.list(input, ctx);
  }

  @Handles(recordApi.show)
  async show(input: InputOf<typeof recordApi.show>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      const detail = await this.recordQuery.detail(tx.manager, input.recordId, ctx);
      await tx.audit('record.read', 'record', input.recordId);
      return detail;
    });
  }

  @Handles(recordApi.ownerSign)
  async ownerSign(input: InputOf<typeof recordApi.ownerSign>, ctx: Ctx) {
    return this.answers.ownerSign(input, ctx);
  }

  @Handles(recordApi.ownerReturn)
  async ownerReturn(input: InputOf<typeof recordApi.ownerReturn>, ctx: Ctx) {
    return this.answers.ownerReturn(input, ctx);
  }

  @Handles(recordApi.decideValidity)
  async decideValidity(input: InputOf<typeof recordApi.decideValidity>, ctx: Ctx) {
    return this.answers.decideValidity(input, ctx);
  }

  /** Raw: the record printed in the statutory layout. */
  @Get('/records/:recordId/pdf')
  async pdf(koa: Context) {
    const ctx = await mustBeSignedIn(koa);
    const { bytes, fileName } = await this.recordExport.pdf(String(koa.params.recordId), ctx);
    koa.type = 'application/pdf';
    koa.set('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return bytes;
  }

  /** Raw: the proof package, complete, for those who may see the record. */
  @Get('/records/:recordId/package')
  async package(koa: Context) {
    const ctx = await mustBeSignedIn(koa);
    const recordId = String(koa.params.recordId);
    koa.set('content-disposition', `attachment; filename="record-${recordId}.json"`);
    koa.type = 'application/json';
    return JSON.stringify(await this.recordExport.package(recordId, ctx), null, 2);
  }

  /** Raw: a list of records as a workbook. */
  @Get('/record-sheets/list')
  async sheetOfList(koa: Context) {
    const ctx = await mustBeSignedIn(koa);
    refuseRole(recordSheetAccess, ctx);
    const asked = RecordSheetQuery.safeParse(koa.query);
    if (!asked.success)
      throw AppError.invalid('record.sheet_input', asked.error.issues[0]?.message ?? '请核对筛选条件。');
    return sendSheet(koa, await this.recordSheets.list(asked.data, ctx));
  }

  /** Raw: one record's checklist as a workbook. */
  @Get('/records/:recordId/sheet')
  async sheetOfOne(koa: Context) {
    const ctx = await mustBeSignedIn(koa);
    refuseRole(recordApi.show.access, ctx);
    return sendSheet(koa, await this.recordSheets.one(String(koa.params.recordId), ctx));
  }
}

function sendSheet(koa: Context, { bytes, fileName }: { bytes: Buffer; fileName: string }): Buffer {
  koa.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  koa.set('cache-control', 'private, no-store');
  koa.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  return bytes;
}

async function mustBeSignedIn(koa: Context): Promise<Ctx> {
  const ctx = await contextOf(koa);
  if (!ctx.actor) throw new AppError('unauthenticated', 'session.missing', '请先登录。');
  return ctx;
}
