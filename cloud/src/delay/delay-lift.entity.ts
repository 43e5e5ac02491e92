import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** One lift of an explanation, as it belonged when it was written, with its own decision. */
@Entity('delay_lift')
export class DelayLift {
  @IdKey() id: string;
  @IdColumn() delayId: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  /** The due day that is explained, as it stood. */
  @DayColumn() dueOn: string;
  @DayColumn() expectedOn: string;
  /** submitted · accepted · not_accepted · withdrawn */
  @WordColumn(14) state: string;
  @InstantColumn() submittedAt: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(300) decision: string;
  @IdColumn({ nullable: true }) contradictedBy: string | null;
  @InstantColumn({ nullable: true }) contradictedAt: number | null;
  @WordColumn(300) contradiction: string;
}
