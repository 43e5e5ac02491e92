import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A person holds a role in an organisation from a day until a day; never deleted, only ended. */
@Entity('assignment')
export class Assignment {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @WordColumn(20) role: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) untilDay: string | null;
  /** From this instant it counts no more, whatever the days say. */
  @InstantColumn({ nullable: true }) endedAt: number | null;
}
