import { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { type Ctx, requireActor } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { NoticeQuery } from './notice.query';
import { NoticeService } from './notice.service';

@Controller('/api')
export class NoticeController {
  @Inject() noticeService: NoticeService;
  @Inject() noticeQuery: NoticeQuery;

  @Handles(noticeApi.print)
  async print(input: InputOf<typeof noticeApi.print>, ctx: Ctx) {
    return this.noticeService.print(input, ctx);
  }

  @Handles(noticeApi.prints)
  async prints(input: InputOf<typeof noticeApi.prints>, ctx: Ctx) {
    return this.noticeQuery.prints(requireActor(ctx), input);
  }

  /** Raw: one part of an order, ready for the printer. The codes on it are those that hang in the lifts. */
  @Get('/notice-prints/:printId/pdf')
  async pdf(koa: Context) {
    const ctx = await contextOf(koa);
    requireActor(ctx);
    const { bytes, fileName } = await this.noticeService.pdf(
      String(koa.params.printId),
      Number(koa.query.part ?? 1),
      ctx,
    );
    koa.type = 'application/pdf';
    koa.set('cache-control', 'private, no-store');
    koa.set('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    return bytes;
  }
}
