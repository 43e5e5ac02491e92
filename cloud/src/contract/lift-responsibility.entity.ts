import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, JsonColumn, WordColumn } from '../kernel/columns';

/** For lists: what the rule last said of a lift under contract. The rule itself is asked wherever it matters. */
@Entity('lift_responsibility')
export class LiftResponsibility {
  @IdKey() liftId: string;
  /** company · gap · dispute */
  @WordColumn(10) state: string;
  @IdColumn({ nullable: true }) companyId: string | null;
  /** Companies that claim the lift besides. */
  @JsonColumn() waiting: string[];
  @DayColumn() since: string;
  @WordColumn(12) divisionCode: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
}
