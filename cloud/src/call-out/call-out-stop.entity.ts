import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** The lift stands still until its fault has been removed: public reason, written solution for the owner (REP-03, REP-04). */
@Entity('call_out_stop')
export class CallOutStop {
  @IdKey() id: string;
  @IdColumn() callOutId: string;
  @IdColumn() liftId: string;
  @InstantColumn() fromAt: number;
  /** As last announced; every announcement is a step of its own. */
  @DayColumn() expectedOn: string;
  @InstantColumn({ nullable: true }) toAt: number | null;
  @WordColumn(100) reason: string;
  @WordColumn(500) solution: string;
}
