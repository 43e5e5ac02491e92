import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A button pressed on a card, once. The signature does not cover the body, so that each is good for one body. */
@Entity('message_card_act')
export class MessageCardAct {
  @PrimaryColumn({ type: 'varchar', length: 64 }) signature: string;
  @IdColumn() cardId: string;
  @WordColumn(60) action: string;
  /** Digest of the body. */
  @WordColumn(64) content: string;
  @InstantColumn() receivedAt: number;
}
