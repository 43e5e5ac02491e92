import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/** Whoever reported agreed in WeChat to hear once about this report. */
@Entity('public_report_subscription')
export class PublicReportSubscription {
  @IdKey() id: string;
  @IdColumn() reportId: string;
  @WordColumn(64) templateId: string;
  /** Told by WeChat for a one-time code, never by a client; gone once the message has. */
  @LongColumn({ nullable: true }) openIdSealed: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) usedAt: number | null;
}
