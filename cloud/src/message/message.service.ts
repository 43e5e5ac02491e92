import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { DeliveryChannel, Message } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { PhoneChannels } from '../adapters/phone-channel/phone-channels';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { MessageDelivery } from './message-delivery.entity';

export interface Card {
  kind: string;
  subjectId: string;
  title: string;
  text: string;
  facts: { label: string; value: string }[];
  page: string | null;
}

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  text: row.text,
  facts: row.facts,
  page: row.page,
  outcome: row.outcome,
  createdAt: row.createdAt,
  readAt: row.readAt,
});

/** Notifications to persons. The inbox is the truth; chat platforms show the same card through their adapters. */
@Singleton()
export class MessageService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() phoneChannels: PhoneChannels;

  async send(tx: Transaction, personIds: string[], card: Card): Promise<void> {
    const channels = [...new Set(this.channelsFor(card.kind))];
    for (const personId of personIds) {
      const id = newId();
      const row = { id, personId, ...card, outcome: null, createdAt: tx.at, readAt: null };
      await tx.manager.insert(MessageRow, row);
      for (const channel of channels) await this.queue(tx, { messageId: id, personId, channel });
    }
  }

  /** The city says per kind which ways a message goes besides the inbox. */
  private channelsFor(kind: string): DeliveryChannel[] {
    const table: Record<string, DeliveryChannel[] | undefined> = this.cityService.parameters.messageChannels;
    return table[kind] ?? [];
  }

  /** A way that this installation does not have is written down too: who relies on it must see that it is missing. */
  private async queue(
    tx: Transaction,
    what: { messageId: string; personId: string; channel: DeliveryChannel },
  ): Promise<void> {
    const isConnected = this.phoneChannels.of(what.channel) !== null;
    await tx.manager.insert(MessageDelivery, {
      id: newId(),
      ...what,
      state: isConnected ? 'waiting' : 'not_connected',
      attempts: 0,
      serialNo: null,
      code: isConnected ? null : 'channel_missing',
      createdAt: tx.at,
      triedAt: null,
      dueAt: isConnected ? tx.at : null,
      settledAt: isConnected ? null : tx.at,
    });
  }

  /** Deliveries repeat; a card about one thing is sent once. */
  async isSent(tx: Transaction, subjectId: string, kind: string): Promise<boolean> {
    return (await tx.manager.countBy(MessageRow, { subjectId, kind })) > 0;
  }

  /** After the action the card shows its outcome in place, for everyone who got it. */
  async settle(tx: Transaction, subjectId: string, outcome: string): Promise<void> {
    await tx.manager.update(MessageRow, { subjectId, outcome: IsNull() }, { outcome });
  }

  async list(ctx: Ctx): Promise<{ items: Message[]; unread: number }> {
    const { personId } = requireActor(ctx);
    const manager = this.database.reader.manager;
    const rows = await manager.find(MessageRow, { where: { personId }, order: { id: 'DESC' }, take: 100 });
    const unread = await manager.countBy(MessageRow, { personId, readAt: IsNull() });
    return { items: rows.map(toMessage), unread };
  }

  async read(messageId: string, ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const found = await tx.manager.findOneBy(MessageRow, { id: messageId, personId });
      if (!found) throw AppError.notFound();
      await tx.manager.update(MessageRow, { id: messageId, readAt: IsNull() }, { readAt: tx.at });
    });
  }
}
