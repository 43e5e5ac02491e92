import { Entity, PrimaryColumn } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A checklist row of one visit with the draft answer; frozen into the record at submission. */
@Entity('visit_item')
export class VisitItem {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 }) code: string;
  @NumberColumn() position: number;
  @WordColumn(120) name: string;
  @WordColumn(300) requirement: string;
  @WordColumn(12) class: string;
  @FlagColumn() isStatutory: boolean;
  @FlagColumn() requiresTest: boolean;
  @WordColumn(16, { nullable: true }) result: string | null;
  @WordColumn(500) note: string;
  @WordColumn(60) reading: string;
  @JsonColumn() fileIds: string[];
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  /** Whose answer stands. */
  @IdColumn({ nullable: true }) byId: string | null;
  @IdColumn({ nullable: true }) addedBy: string | null;
  /** Of two that differed the lead chose this person's. */
  @IdColumn({ nullable: true }) settledFor: string | null;
  @InstantColumn({ nullable: true }) settledAt: number | null;
}
