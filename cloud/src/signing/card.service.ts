import { answerToPress, asksForAnswer, cardPages } from '@lifttrust/shared-types/message/message.card.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageCards } from '../message/message.cards';
import { MaintenanceRecord } from '../record/record.entity';
import { SignerService } from './signer.service';

const text = (payload: Record<string, unknown>, name: string): string => String(payload[name] ?? '');

/**
 * Buttons pressed on the card that asks for an owner's answer. None of them answers: a signature is made by hand, by the
 * person, on their own device (SIG-07, SIG-08), a return carries its reason. The card says so in place and leads to the
 * page; whoever has left meanwhile, or may not sign, reads that instead.
 */
@Singleton()
export class SigningCardService {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cards: MessageCards;
  @Inject() signerService: SignerService;

  @Init()
  listen(): void {
    this.outbox.on('message.card_acted', (payload, ctx) => this.pressed(payload, ctx), { onlyWrites: true });
  }

  private pressed(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const [cardId, recordId] = [text(payload, 'cardId'), text(payload, 'subjectId')];
    const [action, personId] = [text(payload, 'action'), text(payload, 'personId')];
    const kind = text(payload, 'kind');
    return this.work.run(ctx, async (tx) => {
      if (!asksForAnswer(kind)) return;
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      if (!record?.ownerId || record.ownerAnswer === 'signed' || record.ownerAnswer === 'returned') return;
      const all = await this.signerService.signersOf(tx.manager, record.ownerId, [record.liftId], tx.at);
      const signers = all.get(record.liftId) ?? [];
      const { words, isOver } = answerToPress({
        action,
        worksThere: await this.signerService.worksFor(tx.manager, record.ownerId, personId, tx.at),
        maySign: signers.some((one) => one.personId === personId),
        signers: signers.map(({ name }) => name),
      });
      const pages = cardPages(kind, recordId);
      const page = pages && (action === 'confirm' || action === 'return' ? pages[action] : pages.view);
      if (isOver) await this.cards.close(tx, cardId, words);
      else if (words && page) await this.cards.hint(tx, cardId, words, page);
    });
  }
}
