import { messageKinds } from '@lifttrust/shared-types/message/message.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThanOrEqual } from 'typeorm';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { MessageService } from './message.service';

const words = new Map<string, string>(Object.entries(messageKinds));
/** As many lines as a card shows. */
const mostFacts = 6;

/** One ring in the morning for everything that was not urgent; what was read or settled meanwhile is left out. */
@Singleton()
export class MessageDigest {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() messageService: MessageService;

  @Init()
  open(): void {
    this.outbox.on('message.digest', ({ personId }, ctx) => this.send(String(personId), ctx), {
      onlyWrites: true,
    });
  }

  private send(personId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const due = { personId, digestAt: LessThanOrEqual(tx.at) };
      const waiting = await tx.manager.find(MessageRow, {
        where: { ...due, readAt: IsNull(), outcome: IsNull() },
        order: { id: 'ASC' },
      });
      await tx.manager.update(MessageRow, due, { digestAt: null });
      if (waiting.length > 0) await this.ring(tx, personId, waiting);
    });
  }

  /** A single one speaks for itself; so does each where this installation has no words for a digest (templates). */
  private async ring(tx: Transaction, personId: string, waiting: MessageRow[]): Promise<void> {
    const together = await this.messageService.waysOf(tx, [personId], 'message.digest');
    const [first] = waiting;
    if (!first) return;
    if (waiting.length > 1 && together(personId).length > 0) {
      await this.messageService.send(tx, [personId], digestOf(first.id, waiting));
      return;
    }
    for (const message of waiting) {
      const ways = await this.messageService.waysOf(tx, [personId], message.kind);
      await this.messageService.ring(tx, message, ways(personId), tx.at);
    }
  }
}

function digestOf(subjectId: string, waiting: readonly MessageRow[]) {
  const counts = new Map<string, number>();
  for (const { kind } of waiting) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const facts = [...counts].slice(0, mostFacts).map(([kind, count]) => ({
    label: words.get(kind) ?? kind,
    value: `${count} 条`,
  }));
  return {
    kind: 'message.digest',
    subjectId,
    title: `今早汇总：${waiting.length} 条消息`,
    text: '这些事不急，合在一起提醒您一次。每条的内容在“消息”里。',
    facts,
    page: 'account/inbox',
  };
}
