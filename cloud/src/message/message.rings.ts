import type { DeliveryChannel } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageChannels } from './message.channels';
import { MessageRow } from './message.entity';
import { type Bell, MessageService } from './message.service';
import { MessageWithdrawal } from './message.withdrawal';
import { MessageDelivery } from './message-delivery.entity';

/** Messages that ring until somebody answers (EMG-11): the same message, on every way at once, again. */
@Singleton()
export class MessageRings {
  @Inject() channels: MessageChannels;
  @Inject() messageService: MessageService;
  @Inject() withdrawal: MessageWithdrawal;

  /**
   * Rings for the newest message of a kind about a subject that each of these people got. A ring takes the place of an
   * older one that still waits. A way that this installation does not have was written down with the first ring and is
   * not written down again.
   * @returns how many people a ring went to
   */
  async again(tx: Transaction, subjectId: string, kind: string, people: readonly string[]): Promise<number> {
    if (people.length === 0) return 0;
    const rows = await tx.manager.find(MessageRow, {
      where: { subjectId, kind, personId: In([...people]) },
      select: { id: true, personId: true, kind: true },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const newest = [...new Map(rows.map((row) => [row.personId, row])).values()];
    const ids = rows.map(({ id }) => id);
    const rung = await tx.manager.find(MessageDelivery, {
      where: { messageId: In(ids) },
      select: { messageId: true, channel: true, state: true, dueAt: true },
    });
    await this.withdrawal.withdraw(tx, ids, 'replaced');
    const ways = await this.messageService.waysOf(tx, [...people], kind);
    await this.messageService.ringAll(
      tx,
      newest.flatMap((message) =>
        ways(message.personId)
          .filter((way) => this.channels.of(way) !== null)
          .map((way) => bellOf(message, way, rung, tx.at)),
      ),
    );
    return newest.length;
  }
}

type Rung = Pick<MessageDelivery, 'messageId' | 'channel' | 'state' | 'dueAt'>;

/** As long as nothing has left on a way it is the first ring there; one that was due keeps its place in the line. */
function bellOf(message: MessageRow, way: DeliveryChannel, rung: readonly Rung[], now: number): Bell {
  const before = rung.filter(({ messageId, channel }) => messageId === message.id && channel === way);
  const waiting = before.flatMap(({ state, dueAt }) =>
    state === 'waiting' && dueAt !== null ? [dueAt] : [],
  );
  const isRepeat = before.some(({ state }) => !neverTried.has(state));
  return { message, ways: [way], at: Math.min(now, ...waiting), isRepeat };
}

const neverTried: ReadonlySet<string> = new Set(['waiting', 'withdrawn', 'not_connected']);
