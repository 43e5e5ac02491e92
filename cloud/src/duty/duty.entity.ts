import { Entity } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  NumberColumn,
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

/** One call to the phone of duty, to learn whether somebody picks it up; kept. */
@Entity('duty_test_call')
export class DutyTestCallRow {
  @IdKey() id: string;
  @IdColumn() rosterId: string;
  /** `YYYY-MM` */
  @WordColumn(7) month: string;
  @NumberColumn() attempt: number;
  /** due · calling · placed · failed · answered */
  @WordColumn(12) state: string;
  /** Why it failed, in the provider's code or ours; empty where it did not. */
  @WordColumn(60) trouble: string;
  /** Of the number that was read aloud; null before. */
  @WordColumn(64, { nullable: true }) codePrint: string | null;
  @InstantColumn() dueAt: number;
  @InstantColumn({ nullable: true }) placedAt: number | null;
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  @IdColumn({ nullable: true }) answeredBy: string | null;
}
