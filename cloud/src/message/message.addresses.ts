import { addressOf } from '@lifttrust/shared-types/message/message.channel.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageConsents } from './message.consents';
import { accountsOf, sealedPhoneOf, userIdOf } from './message.recipient.query';
import type { MessageDelivery } from './message-delivery.entity';

/** An address that lives in memory only while it is used, or why there is none. */
export type Found = { to: string } | { missing: string };

const found = (to: string | null, missing: string): Found => (to === null ? { missing } : { to });

/** Where a person is reached on a way: telephone, userid, openid. */
@Singleton()
export class MessageAddresses {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() chatChannels: ChatChannels;
  @Inject() consents: MessageConsents;

  /** @throws OutsideError when a platform has to be asked and does not answer */
  async of(row: MessageDelivery, kind: string): Promise<Found> {
    const address = addressOf[row.channel];
    if (address === 'phone') return this.phone(row.personId);
    return address === 'dingtalk' ? this.dingtalk(row.personId) : this.wechat(row, kind);
  }

  /** WeChat and cards have no receipts, and a consent is not claimed to ask for one: null. */
  async toTrace({ channel, personId }: MessageDelivery): Promise<string | null> {
    const address = addressOf[channel];
    if (address === 'wechat' || channel === 'dingtalk_card') return null;
    const known = address === 'phone' ? await this.phone(personId) : await this.dingtalk(personId);
    return 'to' in known ? known.to : null;
  }

  async phone(personId: string): Promise<Found> {
    const sealed = await sealedPhoneOf(this.database.reader.manager, personId);
    return found(sealed && this.cipher.decrypt(sealed), 'no_phone');
  }

  /** As the address book has it; else DingTalk is asked for the userid behind the account that signed in. */
  async dingtalk(personId: string): Promise<Found> {
    const { manager } = this.database.reader;
    const known = await userIdOf(manager, personId);
    if (known) return { to: known };
    for (const name of await accountsOf(manager, personId, 'dingtalk')) {
      const userId = await this.chatChannels.userIdOf(name);
      if (userId) return { to: userId };
    }
    return { missing: 'no_account' };
  }

  private async wechat(row: MessageDelivery, kind: string): Promise<Found> {
    const { manager } = this.database.reader;
    const accounts = await accountsOf(manager, row.personId, 'wechat');
    if (accounts.length === 0) return { missing: 'no_account' };
    const template = this.chatChannels.subscribe?.templateOf(kind) ?? '';
    const openId = await this.work.run(systemCtx(this.clock.now(), `message-${row.id}`), (tx) =>
      this.consents.claim(tx, row.personId, template, row.id),
    );
    return found(openId, 'no_consent');
  }
}
