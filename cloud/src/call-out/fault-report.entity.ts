import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Somebody told of a fault. Several may tell of the same; all of them hear how it ended (REP-08). */
@Entity('fault_report')
export class FaultReportRow {
  @IdKey() id: string;
  @IdColumn() callOutId: string;
  /** As it was reported: a merge into the twin's call-out does not change it. */
  @IdColumn() liftId: string;
  @WordColumn(12) source: string;
  /** Null: somebody without a login, who holds a token. */
  @IdColumn({ nullable: true }) personId: string | null;
  @WordColumn(12) sign: string;
  @WordColumn(300) text: string;
  @InstantColumn() reportedAt: number;
  /** When the result was there for them to read. */
  @InstantColumn({ nullable: true }) toldAt: number | null;
}

/** A picture of a report, from its announcement on; its file says whether the bytes came. */
@Entity('fault_picture')
export class FaultPicture {
  @IdKey() fileId: string;
  @IdColumn() reportId: string;
  @InstantColumn() createdAt: number;
}
