import { cutWords } from '@lifttrust/shared-types/message/message.channel.rules';
import { giveUpAfterMs, pauseAfter } from '@lifttrust/shared-types/message/message.delivery.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { workThrough } from './message.lane';
import { MessageCard } from './message-card.entity';
import type { MessageDelivery } from './message-delivery.entity';

const batch = 20;
/** As wide as the column. */
const longestHint = 80;
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
      hint: null,
      hintPage: null,
      createdAt: tx.at,
      attempts: 0,
      dueAt: message.outcome === null ? null : tx.at + afterShowingMs,
      code: null,
    });
  }

  /** The matter is settled; what is already changed or being changed stays, unless `kinds` say whose words are older. */
  async settle(
    tx: Transaction,
    subjectId: string,
    outcome: string,
    kinds: readonly string[] = [],
  ): Promise<void> {
    const change = { outcome, dueAt: tx.at, attempts: 0 };
    await tx.manager.update(MessageCard, { subjectId, outcome: IsNull() }, change);
    if (kinds.length === 0) return;
    const older = { subjectId, kind: In([...kinds]), outcome: Not(outcome) };
    await tx.manager.update(MessageCard, older, change);
  }

  /** One card says why its button could not do it and where that is done; a settled card stays as it is. */
  async hint(tx: Transaction, id: string, hint: string, hintPage: string): Promise<void> {
    const change = { hint: cutWords(hint, longestHint), hintPage, dueAt: tx.at, attempts: 0 };
    await tx.manager.update(MessageCard, { id, outcome: IsNull() }, change);
  }

  /** Over for this one reader; the others' cards stay. */
  async close(tx: Transaction, id: string, outcome: string): Promise<void> {
    await tx.manager.update(MessageCard, { id, outcome: IsNull() }, { outcome, dueAt: tx.at, attempts: 0 });
  }

  /** Changes every card that is due, the newest first: it is the one that somebody looks at. */
  async drain(isClosed: () => boolean): Promise<void> {
    await workThrough<MessageCard>({
      due: () =>
        this.database.reader.manager.find(MessageCard, {
          where: { dueAt: LessThanOrEqual(this.clock.now()) },
          order: { createdAt: 'DESC', id: 'DESC' },
          take: batch,
        }),
      keyOf: ({ id }) => id,
      step: (card) => this.step(card),
      isClosed,
    });
  }

  private async step(card: MessageCard): Promise<void> {
    const { card: channel } = this.chatChannels;
    const { manager } = this.database.reader;
    const message = await manager.findOneBy(MessageRow, { id: card.messageId });
    const { outcome, hint, hintPage } = card;
    if (!channel || !message || (outcome === null && hint === null)) return this.write(card, { dueAt: null });
    const shown = { outcome, hint: hint ?? '', page: hintPage };
    const updated = await channel
      .update(card.id, { kind: card.kind, card: message }, shown)
      .catch((error) => {
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
    const { id, attempts, outcome, hint } = card;
    // Settled meanwhile: what was shown is no longer what is true, and is shown again.
    const asRead = { id, attempts, outcome: outcome ?? IsNull(), hint: hint ?? IsNull() };
    await this.work.run(systemCtx(this.clock.now(), `card-${id}`), (tx) =>
      tx.manager.update(MessageCard, asRead, { ...change, attempts: attempts + 1 }),
    );
  }
}
