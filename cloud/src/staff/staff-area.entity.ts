import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** What a department or team covers: one lift, the lifts of a street, or of a division. */
@Entity('staff_area')
export class StaffArea {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @IdColumn() unitId: string;
  /** lift · street · division */
  @WordColumn(10) kind: string;
  /** A lift's id, words of an address, or a division's code. */
  @WordColumn(60) value: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @InstantColumn() createdAt: number;
}
