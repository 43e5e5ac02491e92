import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Stored authority to sign for an owner, from a day until a day (SIG-07). */
@Entity('signing_delegation')
export class SigningDelegation {
  @IdKey() id: string;
  @IdColumn() ownerId: string;
  @IdColumn() personId: string;
  @DayColumn() fromDay: string;
  @DayColumn() untilDay: string;
  @WordColumn(200) reason: string;
  @IdColumn() givenBy: string;
  @InstantColumn() givenAt: number;
  /** The first day on which it no longer stands. */
  @DayColumn({ nullable: true }) endedOn: string | null;
}
