import { Controller, Get } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';

/** The address printed on paper records; in a browser it opens the check of the passenger's app. */
@Controller('/')
export class LinkController {
  @Get('/v/:verificationCode')
  async verification(koa: Context) {
    koa.redirect(
      `/app/weapp/#/proof/paper/index?code=${encodeURIComponent(String(koa.params.verificationCode))}`,
    );
  }
}
