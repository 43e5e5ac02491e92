import { Controller, Get } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';

/** Addresses printed on plates and paper; in a browser they open the web form of the passenger's app. */
@Controller('/')
export class LinkController {
  @Get('/l/:token')
  async lift(koa: Context) {
    koa.redirect(`/app/weapp/#/pages/lift/index?token=${encodeURIComponent(String(koa.params.token))}`);
  }

  @Get('/v/:verificationCode')
  async verification(koa: Context) {
    koa.redirect(
      `/app/weapp/#/proof/paper/index?code=${encodeURIComponent(String(koa.params.verificationCode))}`,
    );
  }
}
