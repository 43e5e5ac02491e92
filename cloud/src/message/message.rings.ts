import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageChannels } from './message.channels';
import { MessageRow } from './message.entity';
import { MessageService } from './message.service';

/** Messages that ring until somebody answers (EMG-11): the same message, on every way at once, again. */
@Singleton()
export class MessageRings {
  @Inject() channels: MessageChannels;
  @Inject() messageService: MessageService;

  /**
   * Rings for what was sent about a subject to these people; a way that this installation does not have was written down
   * with the first ring and is not written down again.
   * @returns how many people a ring went to
   */
  async again(tx: Transaction, subjectId: string, kind: string, people: readonly string[]): Promise<number> {
    if (people.length === 0) return 0;
    const rows = await tx.manager.find(MessageRow, {
      where: { subjectId, kind, personId: In([...people]) },
      select: { id: true, personId: true, kind: true },
    });
    const ways = await this.messageService.waysOf(tx, [...people], kind);
    for (const row of rows) {
      const connected = ways(row.personId).filter((way) => this.channels.of(way) !== null);
      await this.messageService.ring(tx, row, connected, tx.at);
    }
    return rows.length;
  }
}
