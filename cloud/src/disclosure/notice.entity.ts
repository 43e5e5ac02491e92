import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn } from '../kernel/columns';

/** Notices that were ordered together. Append-only. */
@Entity('notice_print')
export class NoticePrintRow {
  @IdKey() id: string;
  @NumberColumn() lifts: number;
  /** The company or owner all of whose lifts were ordered; null for chosen ones. */
  @IdColumn({ nullable: true }) unitId: string | null;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @InstantColumn() at: number;
}

/** One of them, in the order of the sheets. Append-only. */
@Entity('notice_print_lift')
export class NoticePrintLift {
  @IdColumn({ primary: true }) printId: string;
  /** From 0. */
  @PrimaryColumn({ type: 'integer' }) place: number;
  @IdColumn() liftId: string;
}
