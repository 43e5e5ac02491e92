import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** What became of an area from a day; the rows of one act happened together. */
@Entity('jurisdiction_change')
export class JurisdictionChangeRow {
  @IdKey() id: string;
  @IdColumn() actId: string;
  /** found · rename · merge · split */
  @WordColumn(10) kind: string;
  @WordColumn(12) fromCode: string;
  @WordColumn(12) toCode: string;
  @WordColumn(60) fromName: string;
  @WordColumn(60) toName: string;
  @DayColumn() fromDay: string;
  @WordColumn(200) reason: string;
  @IdColumn({ nullable: true }) recordedBy: string | null;
  @InstantColumn() recordedAt: number;
  @InstantColumn({ nullable: true }) appliedAt: number | null;
}
