import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { cutWords, priorityOf, usualChannels } from '@lifttrust/shared-types/message/message.channel.rules';
import type { DeliveryChannel, Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { nextInChain } from '@lifttrust/shared-types/message/message.preference.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageCards } from './message.cards';
import { MessageChannels } from './message.channels';
import { MessageRow } from './message.entity';
import { MessagePreferences } from './message.preferences';
import { reachOf } from './message.recipient.query';
import { MessageDelivery } from './message-delivery.entity';

export interface Card {
  kind: string;
  subjectId: string;
  title: string;
  text: string;
  facts: { label: string; value: string }[];
  page: string | null;
}

const hourMs = 3_600_000;
/** As wide as the columns. */
const longest = { title: 80, text: 300 };

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subjectId,
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
  @Inject() channels: MessageChannels;
  @Inject() cards: MessageCards;
  @Inject() preferences: MessagePreferences;

  /**
   * Once to each, however often named; words that are too long for a message are cut between characters. The inbox has it
   * at once; whether it rings now, in the morning or not at all, city and person have chosen where the law lets them.
   */
  async send(tx: Transaction, personIds: string[], card: Card): Promise<void> {
    const people = [...new Set(personIds)];
    const ways = await this.waysOf(tx, people, card.kind);
    const handlings = await this.preferences.handlings(tx, people, card.kind);
    const words = { title: cutWords(card.title, longest.title), text: cutWords(card.text, longest.text) };
    for (const personId of people) {
      const id = newId();
      const handling = handlings(personId);
      const digestAt = handling.way === 'digest' && ways(personId).length > 0 ? handling.at : null;
      const fresh = { outcome: null, createdAt: tx.at, readAt: null, digestAt };
      // One event for each person and morning, however much waits for it.
      if (digestAt !== null && !(await tx.manager.existsBy(MessageRow, { personId, digestAt })))
        await tx.emit('message.digest', { personId, digestAt }, digestAt);
      await tx.manager.insert(MessageRow, { id, personId, ...card, ...words, ...fresh });
      if (handling.way === 'now')
        await this.ring(tx, { id, personId, kind: card.kind }, ways(personId), handling.at);
    }
    await this.watch(tx, people, card);
  }

  /** On these ways, from `at` (epoch ms) on. */
  async ring(
    tx: Transaction,
    { id, personId, kind }: Pick<MessageRow, 'id' | 'personId' | 'kind'>,
    ways: readonly DeliveryChannel[],
    at: number,
  ): Promise<void> {
    const priority = priorityOf(kind);
    for (const channel of ways) await this.queue(tx, { messageId: id, personId, channel, priority }, at);
  }

  /** Nobody may look: then the next in the chain hears of it. */
  private async watch(tx: Transaction, people: string[], { kind, subjectId }: Card): Promise<void> {
    const hours = this.cityService.parameters.messages.escalateAfterHours;
    if (hours === 0 || people.length === 0 || nextInChain(kind, 0) === null) return;
    const dueAt = tx.at + hours * hourMs;
    await tx.emit('message.unread', { kind, subjectId, sentAt: tx.at, step: 0 }, dueAt);
  }

  /** Which ways a message goes besides the inbox: as the city says for the kind, else as usual for the person. */
  async waysOf(
    tx: Transaction,
    people: string[],
    kind: string,
  ): Promise<(personId: string) => DeliveryChannel[]> {
    const table: Record<string, DeliveryChannel[] | undefined> = this.cityService.parameters.messageChannels;
    const chosen = table[kind];
    if (chosen) return () => [...new Set(chosen)];
    const connected = this.channels.connectedFor(kind);
    const hasChat = connected.dingtalk_work || connected.dingtalk_card || connected.wechat_subscribe;
    if (!hasChat) return () => [];
    const reach = await reachOf(tx.manager, people);
    return (personId) => {
      const known = reach.get(personId);
      return known ? usualChannels(kind, known, connected) : [];
    };
  }

  /** A way that this installation does not have is written down too: who relies on it must see that it is missing. */
  private async queue(
    tx: Transaction,
    what: { messageId: string; personId: string; channel: DeliveryChannel; priority: number },
    at: number,
  ): Promise<void> {
    const isConnected = this.channels.of(what.channel) !== null;
    await tx.manager.insert(MessageDelivery, {
      id: newId(),
      ...what,
      state: isConnected ? 'waiting' : 'not_connected',
      content: null,
      attempts: 0,
      serialNo: null,
      code: isConnected ? null : 'channel_missing',
      createdAt: tx.at,
      triedAt: null,
      dueAt: isConnected ? at : null,
      settledAt: isConnected ? null : tx.at,
    });
  }

  /** Deliveries repeat; a card about one thing is sent once. */
  async isSent(tx: Transaction, subjectId: string, kind: string): Promise<boolean> {
    return (await tx.manager.countBy(MessageRow, { subjectId, kind })) > 0;
  }

  /**
   * After the action the card shows its outcome in place, for everyone who got it. Messages of these kinds that tell an
   * older outcome are told the newer one: somebody signed after the default.
   */
  async settle(
    tx: Transaction,
    subjectId: string,
    outcome: string,
    kinds: readonly string[] = [],
  ): Promise<void> {
    await tx.manager.update(MessageRow, { subjectId, outcome: IsNull() }, { outcome });
    if (kinds.length > 0)
      await tx.manager.update(MessageRow, { subjectId, kind: In([...kinds]) }, { outcome });
    await this.cards.settle(tx, subjectId, outcome, kinds);
  }

  /** Who has been sent a message of a kind about something. */
  async sentTo(tx: Transaction, subjectId: string, kind: string): Promise<Set<string>> {
    const rows = await tx.manager.find(MessageRow, {
      where: { subjectId, kind },
      select: { personId: true },
    });
    return new Set(rows.map(({ personId }) => personId));
  }

  /** One more row than asked for tells whether there is a next page. */
  async list({ before, limit }: InputOf<typeof messageApi.list>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    const rows = await this.database.reader.manager.find(MessageRow, {
      where: { personId, ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(toMessage);
    const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
    return { items, ...(await this.unread(ctx)), next };
  }

  async unread(ctx: Ctx): Promise<{ unread: number }> {
    const { personId } = requireActor(ctx);
    const unread = await this.database.reader.manager.countBy(MessageRow, { personId, readAt: IsNull() });
    return { unread };
  }

  /** What the person has seen; what came meanwhile stays unread. */
  async readAll(until: string, ctx: Ctx): Promise<void> {
    const { personId } = requireActor(ctx);
    const seen = { personId, readAt: IsNull(), id: LessThanOrEqual(until) };
    await this.work.run(ctx, (tx) => tx.manager.update(MessageRow, seen, { readAt: tx.at }));
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
