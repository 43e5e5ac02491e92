import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/**
 * A department or team as it was from one day until another, both included. A change ends one row and begins the next;
 * a row that was changed again on its first day covers no day at all (`untilDay` before `fromDay`).
 */
@Entity('staff_unit')
export class StaffUnit {
  @IdKey() id: string;
  /** The same for all rows of one department or team. */
  @IdColumn() unitId: string;
  @IdColumn() organisationId: string;
  /** Null: directly below the company. */
  @IdColumn({ nullable: true }) parentId: string | null;
  /** department · team */
  @WordColumn(12) kind: string;
  @WordColumn(40) name: string;
  @IdColumn({ nullable: true }) leaderId: string | null;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @InstantColumn() createdAt: number;
}
