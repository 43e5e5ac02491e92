import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A picture of a report: the bytes lie encrypted, and a person looks at it before a unit does. */
@Entity('public_report_picture')
export class PublicReportPicture {
  @PrimaryColumn({ type: 'varchar', length: 26 }) fileId: string;
  @IdColumn() reportId: string;
  /** announced · waiting · shown · hidden */
  @WordColumn(10) state: 'announced' | 'waiting' | 'shown' | 'hidden';
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @InstantColumn() createdAt: number;
}
