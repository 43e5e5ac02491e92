import type { ShiftCase } from '@lifttrust/shared-types/hotline/hotline.contract';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** One hand-over of the desk: what was open, signed by who gave and by who took. */
@Entity('desk_shift')
export class DeskShift {
  @IdKey() id: string;
  @WordColumn(12) divisionCode: string;
  /** The area while nobody has taken over, else null: unique, so that two hand-overs never wait at once. */
  @WordColumn(12, { nullable: true }) openCode: string | null;
  @IdColumn() givenBy: string;
  @InstantColumn() givenAt: number;
  @WordColumn(500) note: string;
  @JsonColumn() cases: ShiftCase[];
  @IdColumn({ nullable: true }) takenBy: string | null;
  @InstantColumn({ nullable: true }) takenAt: number | null;
  @WordColumn(500) takerNote: string;
}
