import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/** What happened to a report, when and by whom. Append-only. */
@Entity('public_report_step')
export class PublicReportStep {
  @IdKey() id: string;
  @IdColumn() reportId: string;
  @WordColumn(16) act: string;
  @InstantColumn() at: number;
  /** Null: whoever reported, or the service by itself. */
  @IdColumn({ nullable: true }) personId: string | null;
  @IdColumn({ nullable: true }) organisationId: string | null;
  @LongColumn() textSealed: string;
}
