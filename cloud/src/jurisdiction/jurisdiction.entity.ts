import { Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, WordColumn } from '../kernel/columns';

/** An area that somebody supervises. Its code is the prefix by which rows belong to it. */
@Entity('jurisdiction')
export class JurisdictionRow {
  @PrimaryColumn({ type: 'varchar', length: 12 }) code: string;
  @WordColumn(60) name: string;
  /** province · city · district · office · team */
  @WordColumn(10) level: string;
  @WordColumn(12, { nullable: true }) parentCode: string | null;
  @WordColumn(6) gbCode: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
}
