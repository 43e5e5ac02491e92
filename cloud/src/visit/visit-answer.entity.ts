import { Entity, PrimaryColumn } from 'typeorm';
import { FlagColumn, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** What one technician last answered to one item; two may differ until the lead settles it (docs/adr/0025). */
@Entity('visit_answer')
export class VisitAnswer {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 }) code: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  @WordColumn(16, { nullable: true }) result: string | null;
  @WordColumn(500) note: string;
  @WordColumn(60) reading: string;
  @JsonColumn() fileIds: string[];
  /** SHA-256 of those photographs: what a phone signs knows no ids. */
  @JsonColumn() photoHashes: string[];
  /** When it was given. */
  @InstantColumn() at: number;
  @InstantColumn() receivedAt: number;
  @FlagColumn() isOffline: boolean;
}
