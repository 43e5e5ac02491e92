import { Entity } from 'typeorm';
import { IdKey, InstantColumn, JsonColumn, LongColumn, NumberColumn, WordColumn } from './columns';

/** Something that happened, written with the change and delivered after the commit, at least once. */
@Entity('outbox_event')
export class OutboxEvent {
  @IdKey() id: string;
  @WordColumn(60) name: string;
  @JsonColumn() payload: object;
  @InstantColumn() createdAt: number;
  @InstantColumn() dueAt: number;
  /** waiting · running · done · failed */
  @WordColumn(10) state: string;
  @NumberColumn() attempts: number;
  @LongColumn({ nullable: true }) error: string | null;
}
