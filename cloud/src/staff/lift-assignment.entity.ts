import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Who of the maintenance company answers for one lift, days included: a person, or everybody of a team (EQ-03). */
@Entity('lift_assignment')
export class LiftAssignment {
  @IdKey() id: string;
  /** The company whose people these are; its assignments count only while it maintains the lift (ORG-11). */
  @IdColumn() organisationId: string;
  @IdColumn() liftId: string;
  /** maintenance · repair · rescue */
  @WordColumn(12) purpose: string;
  @IdColumn({ nullable: true }) personId: string | null;
  @IdColumn({ nullable: true }) unitId: string | null;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  /** Why it ended, in words; empty while it lasts. */
  @WordColumn(100) endedFor: string;
  @InstantColumn() createdAt: number;
}
