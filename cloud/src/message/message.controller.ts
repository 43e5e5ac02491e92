import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { MessageConsents } from './message.consents';
import { MessageDeliveryQuery } from './message.delivery.query';
import { MessageInbox } from './message.inbox';
import { MessagePreferences } from './message.preferences';

@Controller('/api')
export class MessageController {
  @Inject() inbox: MessageInbox;
  @Inject() deliveries: MessageDeliveryQuery;
  @Inject() consents: MessageConsents;
  @Inject() preferences: MessagePreferences;

  @Handles(messageApi.list)
  async list(input: InputOf<typeof messageApi.list>, ctx: Ctx) {
    return this.inbox.list(input, ctx);
  }

  @Handles(messageApi.unread)
  async unread(_input: InputOf<typeof messageApi.unread>, ctx: Ctx) {
    return this.inbox.unread(ctx);
  }

  @Handles(messageApi.readAll)
  async readAll(input: InputOf<typeof messageApi.readAll>, ctx: Ctx) {
    await this.inbox.readAll(input.until, ctx);
    return { done: true as const };
  }

  @Handles(messageApi.consents)
  async offers(_input: InputOf<typeof messageApi.consents>, ctx: Ctx) {
    return this.consents.offers(ctx);
  }

  // WeChat is asked first, outside of any transaction.
  @Handles(messageApi.consent, { transaction: 'own' })
  async consent(input: InputOf<typeof messageApi.consent>, ctx: Ctx) {
    return this.consents.keep(input, ctx);
  }

  @Handles(messageApi.read)
  async read(input: InputOf<typeof messageApi.read>, ctx: Ctx) {
    await this.inbox.read(input.messageId, ctx);
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

  @Handles(messageApi.preferences)
  async mine(_input: InputOf<typeof messageApi.preferences>, ctx: Ctx) {
    return this.preferences.mine(ctx);
  }

  @Handles(messageApi.setPreferences)
  async choose(input: InputOf<typeof messageApi.setPreferences>, ctx: Ctx) {
    await this.preferences.choose(input, ctx);
    return { done: true as const };
  }
}
