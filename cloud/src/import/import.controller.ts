import { ImportKind, importApi } from '@lifttrust/shared-types/import/import.contract';
import { importKinds } from '@lifttrust/shared-types/import/import.fields';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { ImportQuery } from './import.query';
import { ImportService } from './import.service';
import { importTemplate } from './import.template';

@Controller('/api')
export class ImportController {
  @Inject() importService: ImportService;
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

  // The run is taken up once the command is committed.
  @Handles(importApi.commit, { transaction: 'own' })
  async commit(input: InputOf<typeof importApi.commit>, ctx: Ctx) {
    return this.importService.commit(input.importId, ctx);
  }

  @Handles(importApi.cancel)
  async cancel(input: InputOf<typeof importApi.cancel>, ctx: Ctx) {
    return this.importService.cancel(input.importId, ctx);
  }

  /** Raw: an empty table with the headings of a kind. */
  @Get('/import-templates/:file')
  async template(koa: Context) {
    const ctx = await contextOf(koa);
    refuseRole(importApi.start.access, ctx);
    const kind = ImportKind.safeParse(String(koa.params.file).replace(/\.xlsx$/, '')).data;
    if (!kind) throw AppError.notFound();
    sendWorkbook(koa, `${importKinds[kind]}导入模板.xlsx`);
    return importTemplate(kind);
  }

  /** Raw: the rows that were not written, as a workbook. */
  @Get('/imports/:importId/errors.xlsx')
  async errors(koa: Context) {
    const ctx = await contextOf(koa);
    refuseRole(importApi.show.access, ctx);
    const { bytes, fileName } = await this.importService.errorList(String(koa.params.importId), ctx);
    sendWorkbook(koa, fileName);
    return bytes;
  }
}

function sendWorkbook(koa: Context, fileName: string): void {
  koa.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  koa.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
}
