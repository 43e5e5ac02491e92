import { Entity } from 'typeorm';
import { FlagColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** What a person chose about the ways besides the inbox; no row: nothing yet. */
@Entity('message_preference')
export class MessagePreference {
  @IdKey() personId: string;
  @FlagColumn() digest: boolean;
  @WordColumn(5, { nullable: true }) quietFrom: string | null;
  @WordColumn(5, { nullable: true }) quietUntil: string | null;
  @JsonColumn() muted: string[];
  @InstantColumn() updatedAt: number;
}
