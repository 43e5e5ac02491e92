import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { MessageService } from './message.service';

@Controller('/api')
export class MessageController {
  @Inject() messageService: MessageService;

  @Handles(messageApi.list)
  async list(_input: InputOf<typeof messageApi.list>, ctx: Ctx) {
    return this.messageService.list(ctx);
  }

  @Handles(messageApi.read)
  async read(input: InputOf<typeof messageApi.read>, ctx: Ctx) {
    await this.messageService.read(input.messageId, ctx);
    return { done: true as const };
  }
}
