import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Somebody agreed once to hear once by WeChat under one template. */
@Entity('message_consent')
export class MessageConsent {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @WordColumn(64) templateId: string;
  /** To whom WeChat says it was: read by us from a one-time code, never told by a client. */
  @WordColumn(64) openId: string;
  @InstantColumn() givenAt: number;
  /** Which delivery uses it up. */
  @IdColumn({ nullable: true }) deliveryId: string | null;
  /** Used up, or taken back by the person. */
  @InstantColumn({ nullable: true }) endedAt: number | null;
}
