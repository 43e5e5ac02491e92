import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { MessageDeliveryQuery } from './message.delivery.query';
import { MessageService } from './message.service';

@Controller('/api')
export class MessageController {
  @Inject() messageService: MessageService;
  @Inject() deliveries: MessageDeliveryQuery;

  @Handles(messageApi.list)
  async list(_input: InputOf<typeof messageApi.list>, ctx: Ctx) {
    return this.messageService.list(ctx);
  }

  @Handles(messageApi.read)
  async read(input: InputOf<typeof messageApi.read>, ctx: Ctx) {
    await this.messageService.read(input.messageId, ctx);
    return { done: true as const };
  }

  @Handles(messageApi.deliveries)
  async listDeliveries(input: InputOf<typeof messageApi.deliveries>, ctx: Ctx) {
    return this.deliveries.list(input, ctx);
  }

  @Handles(messageApi.about)
  async about(input: InputOf<typeof messageApi.about>, ctx: Ctx) {
    return this.deliveries.about(input.subjectId, ctx);
  }
}
