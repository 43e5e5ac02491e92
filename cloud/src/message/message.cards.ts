import { giveUpAfterMs, pauseAfter } from '@lifttrust/shared-types/message/message.delivery.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { MessageCard } from './message-card.entity';
import type { MessageDelivery } from './message-delivery.entity';

const batch = 20;
const brokenPauseMs = 10 * 60_000;
/** A card that was settled before it was shown is changed once it should be there. */
const afterShowingMs = 5_000;

/** Cards in chats show what became of their matter: each is changed in place until it says so. */
@Singleton()
export class MessageCards {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() chatChannels: ChatChannels;

  /** Written with the claim, before the card can be pressed. */
  async begin(tx: Transaction, row: MessageDelivery, message: MessageRow, userId: string): Promise<void> {
    if (await tx.manager.existsBy(MessageCard, { id: row.id })) return;
    await tx.manager.insert(MessageCard, {
      id: row.id,
      messageId: message.id,
      subjectId: message.subjectId,
      personId: row.personId,
      kind: message.kind,
      userId,
      outcome: message.outcome,
      createdAt: tx.at,
      attempts: 0,
      dueAt: message.outcome === null ? null : tx.at + afterShowingMs,
      code: null,
    });
  }

  /** The matter is settled; what is already changed or being changed stays. */
  async settle(tx: Transaction, subjectId: string, outcome: string): Promise<void> {
    const change = { outcome, dueAt: tx.at, attempts: 0 };
    await tx.manager.update(MessageCard, { subjectId, outcome: IsNull() }, change);
  }

  /** Changes every card that is due. */
  async drain(): Promise<void> {
    for (;;) {
      const due = await this.database.reader.manager.find(MessageCard, {
        where: { dueAt: LessThanOrEqual(this.clock.now()) },
        order: { dueAt: 'ASC', id: 'ASC' },
        take: batch,
      });
      if (due.length === 0) return;
      for (const card of due) await this.step(card);
    }
  }

  private async step(card: MessageCard): Promise<void> {
    const { card: channel } = this.chatChannels;
    const { manager } = this.database.reader;
    const message = await manager.findOneBy(MessageRow, { id: card.messageId });
    if (!channel || !message || card.outcome === null) return this.write(card, { dueAt: null });
    const updated = await channel.update(card.id, message, card.outcome).catch((error) => {
      log.error('message.card_not_changed', { cardId: card.id }, error);
      return { outcome: 'later' as const, code: 'internal' };
    });
    if (updated.outcome === 'updated') return this.write(card, { dueAt: null, code: null });
    const now = this.clock.now();
    const isOver = updated.outcome === 'refused' || now - card.createdAt >= 3 * giveUpAfterMs;
    const pause = updated.code === 'internal' ? brokenPauseMs : pauseAfter(card.attempts + 1, Math.random());
    await this.write(card, { dueAt: isOver ? null : now + pause, code: updated.code });
  }

  private async write(card: MessageCard, change: Partial<MessageCard>): Promise<void> {
    const { id, attempts } = card;
    await this.work.run(systemCtx(this.clock.now(), `card-${id}`), (tx) =>
      tx.manager.update(MessageCard, { id, attempts }, { ...change, attempts: attempts + 1 }),
    );
  }
}
