import { dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  cutWords,
  loudChannels,
  priorityOf,
  usualChannels,
} from '@lifttrust/shared-types/message/message.channel.rules';
import type { DeliveryChannel } from '@lifttrust/shared-types/message/message.contract';
import { nextInChain } from '@lifttrust/shared-types/message/message.preference.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, Not } from 'typeorm';
import { CityService } from '../city/city.service';
import { groupedBy } from '../kernel/grouped-by';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageCards } from './message.cards';
import { MessageChannels } from './message.channels';
import { MessageRow } from './message.entity';
import { MessagePreferences } from './message.preferences';
import { reachOf } from './message.recipient.query';
import { MessageWithdrawal } from './message.withdrawal';
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

/** Some hundred people: fewer than the values a statement may have. */
const parcelsAtOnce = 200;

/** A card and the people it is for. */
export interface Parcel {
  to: readonly string[];
  card: Card;
}

/** A message that rings on some ways, from an instant (epoch ms) on. */
export interface Bell {
  message: Pick<MessageRow, 'id' | 'personId' | 'kind'>;
  ways: readonly DeliveryChannel[];
  at: number;
  /** It has rung before on these ways. */
  isRepeat?: boolean;
}

const rowOf = (
  card: Card,
  { personId, digestAt, at }: { personId: string; digestAt: number | null; at: number },
): MessageRow => ({
  ...{ id: newId(), personId, ...card, digestAt },
  ...{ title: cutWords(card.title, longest.title), text: cutWords(card.text, longest.text) },
  ...{ outcome: null, createdAt: at, readAt: null },
});

/** Notifications to persons. The inbox is the truth; chat platforms show the same card through their adapters. */
@Singleton()
export class MessageService {
  @Inject() cityService: CityService;
  @Inject() channels: MessageChannels;
  @Inject() cards: MessageCards;
  @Inject() preferences: MessagePreferences;
  @Inject() withdrawal: MessageWithdrawal;

  /**
   * Once to each, however often named; words that are too long for a message are cut between characters. The inbox has it
   * at once; whether it rings now, in the morning or not at all, city and person have chosen where the law lets them.
   */
  send(tx: Transaction, personIds: string[], card: Card): Promise<void> {
    return this.sendAll(tx, [{ to: personIds, card }]);
  }

  /** The same for many cards: what people chose is asked once for each kind, and everything written together. */
  async sendAll(tx: Transaction, parcels: readonly Parcel[]): Promise<void> {
    for (const alike of groupedBy(parcels, ({ card }) => card.kind).values())
      for (let at = 0; at < alike.length; at += parcelsAtOnce)
        await this.sendAlike(tx, alike.slice(at, at + parcelsAtOnce));
  }

  private async sendAlike(tx: Transaction, parcels: readonly Parcel[]): Promise<void> {
    const kind = parcels[0]?.card.kind ?? '';
    const people = [...new Set(parcels.flatMap(({ to }) => to))];
    if (people.length === 0) return;
    const ways = await this.waysOf(tx, people, kind);
    const handlings = await this.preferences.handlings(tx, people, kind);
    const digestOf = (personId: string): number | null => {
      const handling = handlings(personId);
      return handling.way === 'digest' && ways(personId).length > 0 ? handling.at : null;
    };
    await this.wakeForDigests(
      tx,
      people.flatMap((personId) => {
        const digestAt = digestOf(personId);
        return digestAt === null ? [] : [{ personId, digestAt }];
      }),
    );
    const rows = parcels.flatMap(({ to, card }) =>
      [...new Set(to)].map((personId) => rowOf(card, { personId, digestAt: digestOf(personId), at: tx.at })),
    );
    await insertRows(tx.manager, MessageRow, rows);
    const bells = rows.flatMap((message): Bell[] => {
      const handling = handlings(message.personId);
      return handling.way === 'now' ? [{ message, ways: ways(message.personId), at: handling.at }] : [];
    });
    await this.ringAll(tx, bells);
    await this.watch(tx, parcels);
  }

  /** One event for each person and morning, however much waits for it. */
  private async wakeForDigests(
    tx: Transaction,
    digests: readonly { personId: string; digestAt: number }[],
  ): Promise<void> {
    if (digests.length === 0) return;
    const nameOf = (personId: string, digestAt: number) => `${personId} ${digestAt}`;
    const known = await tx.manager.find(MessageRow, {
      where: {
        personId: In(digests.map(({ personId }) => personId)),
        digestAt: In([...new Set(digests.map(({ digestAt }) => digestAt))]),
      },
      select: { personId: true, digestAt: true },
    });
    const names = new Set(known.map(({ personId, digestAt }) => nameOf(personId, digestAt ?? 0)));
    const fresh = digests.filter(({ personId, digestAt }) => !names.has(nameOf(personId, digestAt)));
    await tx.emitAll(
      'message.digest',
      fresh.map((payload) => ({ payload, dueAt: payload.digestAt })),
    );
  }

  /** On these ways, from `at` (epoch ms) on. */
  async ring(
    tx: Transaction,
    message: Pick<MessageRow, 'id' | 'personId' | 'kind'>,
    ways: readonly DeliveryChannel[],
    at: number,
  ): Promise<void> {
    await this.ringAll(tx, [{ message, ways, at }]);
  }

  async ringAll(tx: Transaction, bells: readonly Bell[]): Promise<void> {
    const rows = bells.flatMap(({ message: { id, personId, kind }, ways, at, isRepeat }) => {
      const priority = priorityOf(kind, isRepeat);
      return ways.map((channel) =>
        this.deliveryOf({ messageId: id, personId, channel, priority }, at, tx.at),
      );
    });
    await insertRows(tx.manager, MessageDelivery, rows);
  }

  /** Nobody may look: then the next in the chain hears of it. */
  private async watch(tx: Transaction, parcels: readonly Parcel[]): Promise<void> {
    const hours = this.cityService.parameters.messages.escalateAfterHours;
    if (hours === 0) return;
    const watched = parcels.filter(({ to, card }) => to.length > 0 && nextInChain(card.kind, 0) !== null);
    await tx.emitAll(
      'message.unread',
      watched.map(({ card: { kind, subjectId } }) => ({
        payload: { kind, subjectId, sentAt: tx.at, step: 0 },
        dueAt: tx.at + hours * hourMs,
      })),
    );
  }

  /**
   * Which ways a message goes besides the inbox: as the city says for the kind, else as usual for the person. What somebody's
   * safety hangs on is loud whatever the city has chosen.
   */
  async waysOf(
    tx: Transaction,
    people: string[],
    kind: string,
  ): Promise<(personId: string) => DeliveryChannel[]> {
    const table: Record<string, DeliveryChannel[] | undefined> = this.cityService.parameters.messageChannels;
    const chosen = table[kind];
    const loud = loudChannels(kind);
    if (chosen) return () => [...new Set([...chosen, ...loud])];
    const connected = this.channels.connectedFor(kind);
    const hasChat = connected.dingtalk_work || connected.dingtalk_card || connected.wechat_subscribe;
    if (!hasChat) return () => [...loud];
    const reach = await reachOf(tx.manager, people, dayOf(tx.at));
    return (personId) => {
      const known = reach.get(personId);
      return known ? [...usualChannels(kind, known, connected), ...loud] : [...loud];
    };
  }

  /** A way that this installation does not have is written down too: who relies on it must see that it is missing. */
  private deliveryOf(
    what: { messageId: string; personId: string; channel: DeliveryChannel; priority: number },
    at: number,
    now: number,
  ): MessageDelivery {
    const isConnected = this.channels.of(what.channel) !== null;
    return {
      id: newId(),
      ...what,
      state: isConnected ? 'waiting' : 'not_connected',
      content: null,
      attempts: 0,
      serialNo: null,
      code: isConnected ? null : 'channel_missing',
      createdAt: now,
      triedAt: null,
      dueAt: isConnected ? at : null,
      settledAt: isConnected ? null : now,
    };
  }

  /** Deliveries repeat; a card about one thing is sent once. */
  async isSent(tx: Transaction, subjectId: string, kind: string): Promise<boolean> {
    return (await tx.manager.countBy(MessageRow, { subjectId, kind })) > 0;
  }

  /**
   * After the action the card shows its outcome in place, for everyone who got it. Messages of these kinds that tell an
   * older outcome are told the newer one: somebody signed after the default. What has not left by then does not leave any
   * more, unless it is of a kind that is `stillSent`; what the same transaction wrote does.
   */
  async settle(
    tx: Transaction,
    subjectId: string,
    outcome: string,
    kinds: readonly string[] = [],
    stillSent: readonly string[] = [],
  ): Promise<void> {
    const about = await tx.manager.find(MessageRow, {
      where: { subjectId, kind: Not(In([...stillSent])) },
      select: { id: true },
    });
    await this.withdrawal.withdraw(
      tx,
      about.map(({ id }) => id),
      'settled',
    );
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
}
