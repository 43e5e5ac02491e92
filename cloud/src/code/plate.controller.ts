import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { refuseRole } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { PlateExport } from './plate.export';
import { PlatePhoto } from './plate.photo';
import { PlateQuery } from './plate.query';
import { PlateService } from './plate.service';

@Controller('/api')
export class PlateController {
  @Inject() plateService: PlateService;
  @Inject() plateQuery: PlateQuery;
  @Inject() plateExport: PlateExport;
  @Inject() platePhoto: PlatePhoto;

  @Handles(plateApi.list)
  async list(input: InputOf<typeof plateApi.list>, ctx: Ctx) {
    return this.plateQuery.list(requireActor(ctx), input);
  }

  @Handles(plateApi.progress)
  async progress(_input: InputOf<typeof plateApi.progress>, ctx: Ctx) {
    return this.plateQuery.progress(requireActor(ctx), ctx.at);
  }

  @Handles(plateApi.print)
  async print(input: InputOf<typeof plateApi.print>, ctx: Ctx) {
    return this.plateService.print(input, ctx);
  }

  @Handles(plateApi.prints)
  async prints(input: InputOf<typeof plateApi.prints>, ctx: Ctx) {
    return this.plateQuery.prints(requireActor(ctx), input);
  }

  @Handles(plateApi.stick)
  async stick(input: InputOf<typeof plateApi.stick>, ctx: Ctx) {
    return this.plateService.stick(input, ctx);
  }

  /** Raw: the plate where it hangs, as it was photographed when it was put up. */
  @Get('/stickings/:stickingId/photo')
  async photo(koa: Context) {
    const ctx = await contextOf(koa);
    requireActor(ctx);
    refuseRole(plateApi.list.access, ctx);
    const { bytes, contentType } = await this.platePhoto.read(String(koa.params.stickingId), ctx);
    koa.type = contentType;
    koa.set('cache-control', 'private, no-store');
    return bytes;
  }

  /** Raw: the codes of one order, ready for the printer. They open the lifts' pages: nobody keeps a copy. */
  @Get('/plate-prints/:printId/pdf')
  async pdf(koa: Context) {
    const ctx = await contextOf(koa);
    requireActor(ctx);
    refuseRole(plateApi.print.access, ctx);
    const { bytes, fileName } = await this.plateExport.pdf(String(koa.params.printId), ctx);
    koa.type = 'application/pdf';
    koa.set('cache-control', 'private, no-store');
    koa.set('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return bytes;
  }
}
