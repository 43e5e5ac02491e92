import {
  channelWords,
  DeliveryState,
  deliveryStateWords,
} from '@lifttrust/shared-types/message/message.contract';
import type { AnswerStanding } from '@lifttrust/shared-types/signing/signing.contract';
import { type EntityManager, In } from 'typeorm';
import { MessageRow } from '../message/message.entity';
import { MessageDelivery } from '../message/message-delivery.entity';
import { personNames } from '../person/person-names.query';

/** Messages that ask an owner to answer a record. */
export const noticeKinds = ['record.to_confirm', 'record.unsigned'];

/** Who was told of a record, by which way, and whether it verifiably reached them: read, or receipted by the carrier. */
export async function noticesOf(
  manager: EntityManager,
  recordId: string,
): Promise<AnswerStanding['notices']> {
  const messages = await manager.findBy(MessageRow, { subjectId: recordId, kind: In(noticeKinds) });
  if (messages.length === 0) return [];
  const deliveries = await manager.findBy(MessageDelivery, { messageId: In(messages.map(({ id }) => id)) });
  const nameOf = await personNames(
    manager,
    messages.map(({ personId }) => personId),
  );
  return messages.flatMap((message) => [
    {
      person: nameOf(message.personId),
      way: '站内消息',
      state: message.readAt === null ? '未读' : '已读',
      reachedAt: message.readAt,
    },
    ...deliveries
      .filter(({ messageId }) => messageId === message.id)
      .map(({ channel, state, settledAt }) => ({
        person: nameOf(message.personId),
        way: channelWords[channel],
        state: deliveryStateWords[DeliveryState.parse(state)],
        reachedAt: state === 'delivered' ? settledAt : null,
      })),
  ]);
}

/** The first instant at which one of them was reached; null: nobody was (SIG-03). */
export const firstReached = (notices: AnswerStanding['notices']): number | null => {
  const reached = notices.flatMap(({ reachedAt }) => reachedAt ?? []);
  return reached.length === 0 ? null : Math.min(...reached);
};
