import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, NumberColumn, WordColumn } from '../kernel/columns';

/**
 * A share of the number of lifts in use that fall due on a day. Several rows may stand for one day: changes are added
 * as rows of their own, negative ones too, and what counts is the sum. Empty company or day: none is known.
 */
@Entity('due_counter')
export class DueCounter {
  @IdKey() id: string;
  @IdColumn() companyId: string;
  @WordColumn(12) divisionCode: string;
  @DayColumn() dueOn: string;
  @NumberColumn() number: number;
}
