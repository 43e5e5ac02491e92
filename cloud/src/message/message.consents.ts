import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type ConsentOffer,
  type messageApi,
  messageKinds,
} from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { ChatChannels } from '../adapters/chat/chat-channels';
import type { Sent } from '../adapters/phone-channel/port';
import { WechatApplication } from '../adapters/wechat/wechat-application';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { personOfAccount } from './message.recipient.query';
import { MessageConsent } from './message-consent.entity';

/** Nobody needs more in store; whoever presses on and on fills no table. */
const mostInStore = 20;
const words = new Map<string, string>(Object.entries(messageKinds));

/**
 * What people agreed to in WeChat: one message for each consent. A consent is claimed before sending, used up by what
 * was or may have been sent, and given back when WeChat took nothing.
 */
@Singleton()
export class MessageConsents {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() chatChannels: ChatChannels;
  @Inject() wechatApplication: WechatApplication;

  async offers(ctx: Ctx): Promise<{ items: ConsentOffer[] }> {
    const { personId } = requireActor(ctx);
    const templates = this.chatChannels.subscribe?.templates ?? [];
    if (templates.length === 0) return { items: [] };
    const open = await this.database.reader.manager.findBy(MessageConsent, {
      personId,
      deliveryId: IsNull(),
      endedAt: IsNull(),
    });
    const items = templates.map(({ id, kinds }) => ({
      templateId: id,
      title: kinds.map((kind) => words.get(kind) ?? kind).join('、'),
      left: open.filter(({ templateId }) => templateId === id).length,
    }));
    return { items };
  }

  /**
   * Keeps answers of the WeChat account behind a one-time code, which must be the actor's own.
   * @throws unprocessable `message.wechat_missing`; forbidden `message.other_account`
   */
  async keep({ code, answers }: InputOf<typeof messageApi.consent>, ctx: Ctx): Promise<{ done: true }> {
    const { personId } = requireActor(ctx);
    const { platform } = this.wechatApplication;
    const known = new Set(this.chatChannels.subscribe?.templates.map(({ id }) => id));
    if (!platform || known.size === 0)
      throw AppError.broken([{ code: 'message.wechat_missing', message: '本市还没有接通微信提醒。' }]);
    const names = await platform.accountOf(code);
    const openId = names?.at(-1);
    const owner = names && (await personOfAccount(this.database.reader.manager, 'wechat', names));
    if (!openId || owner !== personId)
      throw new AppError(
        'forbidden',
        'message.other_account',
        '没有认出这个微信账号，提醒没有设置。请退出后重新登录。',
      );
    const wanted = answers.filter(({ templateId }) => known.has(templateId));
    return this.work.run(ctx, async (tx) => {
      for (const { templateId, answer } of wanted) {
        if (answer === 'accept') await this.give(tx, { personId, templateId, openId });
        if (answer === 'reject' || answer === 'ban') await this.voidAll(tx, personId, templateId);
      }
      return { done: true as const };
    });
  }

  private async give(
    tx: Transaction,
    consent: { personId: string; templateId: string; openId: string },
  ): Promise<void> {
    const { personId, templateId } = consent;
    const store = { personId, templateId, deliveryId: IsNull(), endedAt: IsNull() };
    if ((await tx.manager.countBy(MessageConsent, store)) >= mostInStore) return;
    const id = newId();
    await tx.manager.insert(MessageConsent, {
      ...consent,
      id,
      givenAt: tx.at,
      deliveryId: null,
      endedAt: null,
    });
    await tx.audit('message.consent_given', 'person', personId, { templateId });
  }

  /** Gives the openid of a consent that is now this delivery's, the oldest first; null when there is none. */
  async claim(
    tx: Transaction,
    personId: string,
    templateId: string,
    deliveryId: string,
  ): Promise<string | null> {
    const own = await tx.manager.findOneBy(MessageConsent, { deliveryId, endedAt: IsNull() });
    if (own) return own.openId;
    const free = await tx.manager.findOne(MessageConsent, {
      where: { personId, templateId, deliveryId: IsNull(), endedAt: IsNull() },
      order: { id: 'ASC' },
    });
    if (!free) return null;
    const unused = { id: free.id, deliveryId: IsNull(), endedAt: IsNull() };
    const claimed = await tx.manager.update(MessageConsent, unused, { deliveryId });
    return claimed.affected === 1 ? free.openId : null;
  }

  /** Used up by what was or may have been sent, taken back when the person wants no more, else kept or given back. */
  async account(
    tx: Transaction,
    { id, personId }: { id: string; personId: string },
    kind: string,
    sent: Sent,
  ): Promise<void> {
    if (sent.outcome === 'sent' || sent.outcome === 'unknown') return this.use(tx, id);
    if (sent.outcome === 'later') return;
    const template = this.chatChannels.subscribe?.templateOf(kind);
    if (sent.code === 'wechat_43101' && template) return this.voidAll(tx, personId, template);
    await this.giveBack(tx, [id]);
  }

  /** The person's WeChat account is no longer theirs: nothing goes to it. */
  async forget(tx: Transaction, personId: string): Promise<void> {
    await tx.manager.update(MessageConsent, { personId, endedAt: IsNull() }, { endedAt: tx.at });
  }

  /** It was used, or may have been. */
  private async use(tx: Transaction, deliveryId: string): Promise<void> {
    await tx.manager.update(MessageConsent, { deliveryId, endedAt: IsNull() }, { endedAt: tx.at });
  }

  /** WeChat took nothing of these deliveries: their consents are good for other messages. */
  async giveBack(tx: Transaction, deliveryIds: readonly string[]): Promise<void> {
    const held = { deliveryId: In([...deliveryIds]), endedAt: IsNull() };
    await tx.manager.update(MessageConsent, held, { deliveryId: null });
  }

  /** The person wants no more, by their own answer or as WeChat tells (43101). */
  private async voidAll(tx: Transaction, personId: string, templateId: string): Promise<void> {
    await tx.manager.update(MessageConsent, { personId, templateId, endedAt: IsNull() }, { endedAt: tx.at });
  }
}
