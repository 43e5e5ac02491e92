import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { nextInChain } from '@lifttrust/shared-types/message/message.preference.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { MoreThanOrEqual } from 'typeorm';
import { CityService } from '../city/city.service';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { holdersFor, namesOfPeople, unitOf } from './message.recipient.query';
import { MessageService } from './message.service';

const Watched = z.object({
  kind: z.string(),
  subjectId: z.string(),
  /** When this step's messages were sent. */
  sentAt: z.number(),
  step: z.number().int(),
});
type Watched = z.infer<typeof Watched>;

const hourMs = 3_600_000;

/**
 * What nobody looked at in time goes to the next in the chain: technician, the company's administrator, the regulator.
 * Whoever reads it or settles it ends the chain.
 */
@Singleton()
export class MessageEscalation {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;

  @Init()
  open(): void {
    this.outbox.on('message.unread', (payload, ctx) => this.look(Watched.parse(payload), ctx), {
      onlyWrites: true,
    });
  }

  private look(watched: Watched, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const { kind, subjectId, sentAt, step } = watched;
      const said = await tx.manager.find(MessageRow, {
        where: {
          subjectId,
          kind: step === 0 ? kind : 'message.escalated',
          createdAt: MoreThanOrEqual(sentAt),
        },
        order: { id: 'ASC' },
      });
      if (said.length === 0 || said.some(({ readAt, outcome }) => readAt !== null || outcome !== null))
        return;
      await this.goOn(tx, watched, said);
    });
  }

  /** A step at which nobody stands is passed over. */
  private async goOn(tx: Transaction, { kind, subjectId, step }: Watched, said: MessageRow[]): Promise<void> {
    const [first] = said;
    const unit = first && (await unitOf(tx.manager, first.personId));
    if (!first || !unit) return;
    const told = new Set(said.map(({ personId }) => personId));
    for (let next = step, role = nextInChain(kind, next); role !== null; role = nextInChain(kind, next)) {
      next += 1;
      const people = (await holdersFor(tx.manager, role, unit)).filter((id) => !told.has(id));
      if (people.length === 0) continue;
      const names = await namesOfPeople(tx.manager, [...told]);
      const hours = this.cityService.parameters.messages.escalateAfterHours;
      await this.messageService.send(tx, people, cardOf(first, names, hours));
      const dueAt = tx.at + hours * hourMs;
      const after = { kind, subjectId, sentAt: tx.at, step: next };
      if (hours > 0) await tx.emit('message.unread', after, dueAt);
      await tx.audit('message.escalated', 'message', first.id, { kind, to: role, words: roleWords[role] });
      return;
    }
  }
}

const prefix = '无人处理：';

function cardOf(first: MessageRow, names: readonly string[], hours: number) {
  const bare = first.title.startsWith(prefix) ? first.title.slice(prefix.length) : first.title;
  return {
    kind: 'message.escalated',
    subjectId: first.subjectId,
    title: `${prefix}${bare}`,
    text: `这件事发出 ${hours} 小时没有人看。请您处理，或请他们处理。`,
    facts: [
      { label: '没有看的人', value: names.slice(0, 5).join('、') },
      ...first.facts.filter(({ label }) => label !== '没有看的人').slice(0, 4),
    ],
    page: first.page,
  };
}
