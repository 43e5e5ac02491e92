import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** A card to one person; updated in place after the action. */
@Entity('message')
export class MessageRow {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @WordColumn(40) kind: string;
  /** What it is about, so that the card can be updated. */
  @IdColumn() subjectId: string;
  @WordColumn(80) title: string;
  @WordColumn(300) text: string;
  @JsonColumn() facts: { label: string; value: string }[];
  @WordColumn(200, { nullable: true }) page: string | null;
  @WordColumn(60, { nullable: true }) outcome: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) readAt: number | null;
  /** When it rings together with others; null: it does not wait for a digest. */
  @InstantColumn({ nullable: true }) digestAt: number | null;
}
