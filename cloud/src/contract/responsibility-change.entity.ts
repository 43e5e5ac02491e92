import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A lift came to another company, to none, or into dispute. Append-only. */
@Entity('responsibility_change')
export class ResponsibilityChange {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @DayColumn() onDay: string;
  @InstantColumn() at: number;
  @WordColumn(10) state: string;
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) formerCompanyId: string | null;
}
