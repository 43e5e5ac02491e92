import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn } from '../kernel/columns';

/** A person in a department or team, days included; at most one of each company on a day. */
@Entity('staff_member')
export class StaffMember {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @IdColumn() unitId: string;
  @IdColumn() personId: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @InstantColumn() createdAt: number;
}
