import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Somebody answers for a lift at its owner's, from a day until a day; ended, never deleted (OWN-08). */
@Entity('lift_officer')
export class LiftOfficer {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @IdColumn() ownerId: string;
  @IdColumn() personId: string;
  /** responsible · director · safety_officer */
  @WordColumn(20) post: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  /** Lift and post while the naming stands: nobody is named beside somebody else, also at the same moment. */
  @WordColumn(60, { nullable: true }) standing: string | null;
  @IdColumn({ nullable: true }) namedBy: string | null;
  @InstantColumn() namedAt: number;
  @IdColumn({ nullable: true }) endedBy: string | null;
}
