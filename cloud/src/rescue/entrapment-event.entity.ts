import type { EventKind } from '@lifttrust/shared-types/rescue/rescue.words';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** One line of an entrapment's timeline. Append-only; each is a sealed entry of the log as well. */
@Entity('entrapment_event')
export class EntrapmentEvent {
  @IdKey() id: string;
  @IdColumn() entrapmentId: string;
  @WordColumn(20) kind: EventKind;
  @InstantColumn() at: number;
  @IdColumn({ nullable: true }) personId: string | null;
  @IdColumn({ nullable: true }) organisationId: string | null;
  /** In words, for whoever reads the timeline; nothing about a caller. */
  @WordColumn(300) text: string;
  /** Hash of the sealed entry. */
  @WordColumn(64) hash: string;
}
