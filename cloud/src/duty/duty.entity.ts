import { Entity } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  WordColumn,
} from '../kernel/columns';

/** A unit's table of duty; ended, never deleted. */
@Entity('duty_roster')
export class DutyRosterRow {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @WordColumn(12) divisionCode: string;
  @WordColumn(60) name: string;
  @JsonColumn() areas: string[];
  @JsonColumn() liftIds: string[];
  @FlagColumn() needsCertificate: boolean;
  /** The phone of duty, encrypted. */
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
}

/** Somebody's hours of duty. What is over stays as it was. */
@Entity('duty_shift')
export class DutyShiftRow {
  @IdKey() id: string;
  @IdColumn() rosterId: string;
  @IdColumn() personId: string;
  @InstantColumn() startsAt: number;
  @InstantColumn() endsAt: number;
  @IdColumn({ nullable: true }) standsInFor: string | null;
  @IdColumn() enteredBy: string;
  @InstantColumn() enteredAt: number;
  @InstantColumn({ nullable: true }) cancelledAt: number | null;
  /** Why it was cancelled or taken over. */
  @WordColumn(300) reason: string;
}
