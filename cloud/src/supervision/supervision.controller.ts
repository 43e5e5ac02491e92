import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  RescueNumbersAsked,
  rescueNumbersApi,
} from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { RecordExport } from '../record/record.export';
import { RescueNumbersExport } from './rescue-numbers.export';
import { RescueNumbersQuery } from './rescue-numbers.query';
import { SupervisionQuery } from './supervision.query';

@Controller('/api')
export class SupervisionController {
  @Inject() supervisionQuery: SupervisionQuery;
  @Inject() recordExport: RecordExport;
  @Inject() rescueNumbersQuery: RescueNumbersQuery;
  @Inject() rescueNumbersExport: RescueNumbersExport;

  @Handles(supervisionApi.overview)
  async overview(_input: InputOf<typeof supervisionApi.overview>, ctx: Ctx) {
    return this.supervisionQuery.overview(ctx);
  }

  @Handles(supervisionApi.timeline)
  async timeline(input: InputOf<typeof supervisionApi.timeline>, ctx: Ctx) {
    return this.supervisionQuery.timeline(input.liftId, ctx);
  }

  @Handles(supervisionApi.verifyRecord)
  async verifyRecord(input: InputOf<typeof supervisionApi.verifyRecord>, ctx: Ctx) {
    return this.recordExport.verify(input.recordId, ctx);
  }

  @Handles(rescueNumbersApi.show)
  async rescueNumbers(input: InputOf<typeof rescueNumbersApi.show>, ctx: Ctx) {
    return this.rescueNumbersQuery.show(input, ctx);
  }

  /** Raw: the same numbers as a table or a workbook; every export is logged. */
  @Get('/rescue-numbers/:format')
  async rescueNumbersFile(koa: Context) {
    const ctx = await contextOf(koa);
    requireActor(ctx);
    refuseRole(rescueNumbersApi.show.access, ctx);
    const format = String(koa.params.format);
    if (format !== 'csv' && format !== 'xlsx') throw AppError.notFound();
    const asked = RescueNumbersAsked.safeParse(koa.query);
    if (!asked.success)
      throw AppError.invalid(
        'rescue_numbers.asked',
        asked.error.issues[0]?.message ?? '统计的起止日期不正确，请重新选择。',
      );
    const { bytes, fileName, contentType } = await this.rescueNumbersExport.file(format, asked.data, ctx);
    koa.type = contentType;
    koa.set('cache-control', 'private, no-store');
    koa.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return bytes;
  }
}
