import type { DeliveryChannel, DeliveryState } from '@lifttrust/shared-types/message/message.contract';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/**
 * One message on one way besides the inbox. The row is its own queue: whoever claims it by a conditional update
 * sends, and the intent is committed before anything leaves the house.
 */
@Entity('message_delivery')
export class MessageDelivery {
  @IdKey() id: string;
  @IdColumn() messageId: string;
  @IdColumn() personId: string;
  @WordColumn(20) channel: DeliveryChannel;
  @WordColumn(14) state: DeliveryState;
  /** 0 goes first; see priorityOf. */
  @NumberColumn({ nullable: true }) priority: number | null;
  /** Digest of the words, where a platform takes the same words once a day. */
  @WordColumn(64, { nullable: true }) content: string | null;
  @NumberColumn() attempts: number;
  /** The provider's name for it; null until the provider has answered. */
  @WordColumn(64, { nullable: true }) serialNo: string | null;
  /** Code of the last trouble: the provider's, or ours. */
  @WordColumn(80, { nullable: true }) code: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) triedAt: number | null;
  /** When somebody must look at it again; null when it is settled. */
  @InstantColumn({ nullable: true }) dueAt: number | null;
  @InstantColumn({ nullable: true }) settledAt: number | null;
}
