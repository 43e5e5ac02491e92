import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A card in somebody's chat that has to show what became of its matter. The id is the delivery's, and `outTrackId`. */
@Entity('message_card')
export class MessageCard {
  @IdKey() id: string;
  @IdColumn() messageId: string;
  @IdColumn() subjectId: string;
  @IdColumn() personId: string;
  @WordColumn(40) kind: string;
  @WordColumn(64) userId: string;
  @WordColumn(60, { nullable: true }) outcome: string | null;
  /** What it says to whoever pressed a button that cannot do it alone, and the page of the app that can. */
  @WordColumn(80, { nullable: true }) hint: string | null;
  @WordColumn(200, { nullable: true }) hintPage: string | null;
  @InstantColumn() createdAt: number;
  @NumberColumn() attempts: number;
  /** When the card in the chat has to be changed; null: it shows what is true. */
  @InstantColumn({ nullable: true }) dueAt: number | null;
  @WordColumn(80, { nullable: true }) code: string | null;
}
