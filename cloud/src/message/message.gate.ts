import { createHash } from 'node:crypto';
import { dayOf, endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { mostOnDay } from '@lifttrust/shared-types/message/message.channel.rules';
import { giveUpAfterMs } from '@lifttrust/shared-types/message/message.delivery.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In, MoreThanOrEqual, Not } from 'typeorm';
import { Database } from '../kernel/database';
import type { MessageRow } from './message.entity';
import { MessageDelivery } from './message-delivery.entity';

export type Stopped =
  | { state: 'failed'; code: 'same_text' | 'person_daily_limit' }
  | { state: 'waiting'; code: 'person_daily_limit'; dueAt: number };

/** Those who wait for tomorrow do not all come at midnight. */
const spreadMs = 30 * 60_000;

/** The words that a platform compares; a digest, since it is kept beside the delivery. */
export const contentOf = ({
  title,
  text,
  facts,
  page,
}: Pick<MessageRow, 'title' | 'text' | 'facts' | 'page'>): string =>
  createHash('sha256')
    .update(JSON.stringify([title, text, facts, page]))
    .digest('hex');

/**
 * Limits of work notifications, respected before anything is sent: the same words to one person once a day, and so
 * many a day for one person, the last of them for what somebody's safety hangs on.
 * @basis DingTalk open platform, 发送工作通知: 500 a day for one application and person, the same content once
 */
@Singleton()
export class MessageGate {
  @Inject() database: Database;

  /** Null: it may go. `now` is epoch ms. */
  async check(row: MessageDelivery, content: string, now: number): Promise<Stopped | null> {
    if (row.channel !== 'dingtalk_work') return null;
    const { manager } = this.database.reader;
    const day = dayOf(now);
    const gone = {
      id: Not(row.id),
      personId: row.personId,
      channel: row.channel,
      triedAt: MoreThanOrEqual(startOfDay(day)),
      state: In(['sending', 'unknown', 'sent', 'delivered']),
    };
    if (await manager.existsBy(MessageDelivery, { ...gone, content }))
      return { state: 'failed', code: 'same_text' };
    if ((await manager.countBy(MessageDelivery, gone)) < mostOnDay(row.priority ?? 3)) return null;
    const dueAt = endOfDay(day) + Math.round(Math.random() * spreadMs);
    return dueAt - row.createdAt > giveUpAfterMs
      ? { state: 'failed', code: 'person_daily_limit' }
      : { state: 'waiting', code: 'person_daily_limit', dueAt };
  }
}
