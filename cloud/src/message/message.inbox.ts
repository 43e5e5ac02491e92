import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';

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

/** What somebody has been told, and what of it they have seen. */
@Singleton()
export class MessageInbox {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;

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
