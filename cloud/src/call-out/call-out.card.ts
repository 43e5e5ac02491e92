import {
  asksAboutRepair,
  cardPages,
  repairToPress,
} from '@lifttrust/shared-types/message/message.card.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageCards } from '../message/message.cards';
import { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';

const text = (payload: Record<string, unknown>, name: string): string => String(payload[name] ?? '');

/** Buttons of the card that asks an owner whether a repair is done: they lead to the page, where it is asked once more. */
@Singleton()
export class CallOutCardService {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cards: MessageCards;
  @Inject() messages: CallOutMessages;

  @Init()
  listen(): void {
    this.outbox.on('message.card_acted', (payload, ctx) => this.pressed(payload, ctx), { onlyWrites: true });
  }

  private pressed(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const [cardId, callOutId] = [text(payload, 'cardId'), text(payload, 'subjectId')];
    const [action, personId, kind] = [
      text(payload, 'action'),
      text(payload, 'personId'),
      text(payload, 'kind'),
    ];
    return this.work.run(ctx, async (tx) => {
      if (!asksAboutRepair(kind)) return;
      const row = await tx.manager.findOneBy(CallOutRow, { id: callOutId });
      if (row?.state !== 'finished') return;
      const people = await this.messages.owner(tx, row);
      const { words, isOver } = repairToPress(action, people.includes(personId));
      const pages = cardPages(kind, callOutId);
      const page = pages && (action === 'confirm' || action === 'return' ? pages[action] : pages.view);
      if (isOver) await this.cards.close(tx, cardId, words);
      else if (words && page) await this.cards.hint(tx, cardId, words, page);
    });
  }
}
