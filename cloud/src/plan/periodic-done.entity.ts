import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A periodic item that a company says it has done on a lift; of each item the last entry counts. */
@Entity('periodic_done')
export class PeriodicDone {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  /** Who maintained the lift and entered it. */
  @IdColumn() companyId: string;
  /** governor · water · heating · self_inspection */
  @WordColumn(20) item: string;
  @DayColumn() doneOn: string;
  /** Since when the present governor has been in use, where it was changed. */
  @DayColumn({ nullable: true }) governorSince: string | null;
  @WordColumn(200) note: string;
  @IdColumn() enteredBy: string;
  @InstantColumn() enteredAt: number;
}
