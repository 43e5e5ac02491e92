import { Controller, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { MessageCardActs } from './message.card-acts';

/** Raw: told by DingTalk, not called by anybody's session; signed instead (docs/operations.md). */
@Controller('/api')
export class MessageCardController {
  @Inject() cardActs: MessageCardActs;

  @Post('/dingtalk/card-acts')
  async acted(koa: Context) {
    return this.cardActs.press({
      timestamp: koa.get('x-ddpaas-signature-timestamp'),
      signature: koa.get('x-ddpaas-signature'),
      body: koa.request.body,
    });
  }
}
