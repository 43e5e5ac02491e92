import type { OwnItem } from '@lifttrust/shared-types/checklist/checklist.contract';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** One edition of a company's own items; its words never change, only what became of it. */
@Entity('own_checklist')
export class OwnChecklistRow {
  @IdKey() id: string;
  @IdColumn() companyId: string;
  @WordColumn(12) divisionCode: string;
  /** addition · custom */
  @WordColumn(8) kind: string;
  @WordColumn(8) type: string;
  @NumberColumn() number: number;
  /** proposed · approved · replaced · refused · withdrawn */
  @WordColumn(10) state: string;
  @WordColumn(300) basis: string;
  @JsonColumn() items: OwnItem[];
  @IdColumn() proposedBy: string;
  @InstantColumn() proposedAt: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(300) decision: string;
  @WordColumn(60, { nullable: true }) inUse: string | null;
}
