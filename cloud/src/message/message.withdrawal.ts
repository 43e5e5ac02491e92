import type { DeliveryState } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In, LessThan } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { MessageConsents } from './message.consents';
import { MessageDelivery } from './message-delivery.entity';

/** Why something that waits is not needed any more. */
export const withdrawals = ['settled', 'replaced'] as const;

const unfinished: DeliveryState[] = ['waiting', 'sending'];
const parcel = 200;

/** Takes back what has not left: the matter is settled, or a newer ring takes its place. */
@Singleton()
export class MessageWithdrawal {
  @Inject() consents: MessageConsents;

  /**
   * Of what was written before this transaction. What waits ends as `withdrawn`; what is just leaving is only marked, so
   * that the sender ends it the same way should the provider not take it now.
   */
  async withdraw(
    tx: Transaction,
    messageIds: readonly string[],
    code: (typeof withdrawals)[number],
  ): Promise<void> {
    for (let from = 0; from < messageIds.length; from += parcel) {
      const messageId = In(messageIds.slice(from, from + parcel));
      const found = await tx.manager.find(MessageDelivery, {
        where: { messageId, state: In(unfinished), createdAt: LessThan(tx.at) },
        select: { id: true },
      });
      if (found.length === 0) continue;
      const id = In(found.map((row) => row.id));
      // Holds the rows until the commit: what was leaving cannot begin to wait again in between.
      await tx.manager.update(MessageDelivery, { id, state: In(unfinished) }, { code });
      const ended = { state: 'withdrawn' as const, dueAt: null, settledAt: tx.at };
      await tx.manager.update(MessageDelivery, { id, state: 'waiting' }, ended);
      const gone = { id, state: 'withdrawn' as const, channel: 'wechat_subscribe' as const };
      const held = await tx.manager.find(MessageDelivery, { where: gone, select: { id: true } });
      if (held.length > 0)
        await this.consents.giveBack(
          tx,
          held.map((row) => row.id),
        );
    }
  }
}
