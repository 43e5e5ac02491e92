import { Entity } from 'typeorm';
import { DayColumn, FlagColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A line of an application while `fromOn` is null; a decision in the sense of paperless.rules.ts from then on. */
@Entity('paper_decision')
export class PaperDecisionRow {
  @IdKey() id: string;
  /** The application; null where the regulator decided of their own accord. */
  @IdColumn({ nullable: true }) changeId: string | null;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) liftId: string | null;
  @FlagColumn() stops: boolean;
  /** The area of the office that decided; of the office that is asked while it waits. */
  @WordColumn(12) area: string;
  @DayColumn({ nullable: true }) fromOn: string | null;
  @WordColumn(300) reason: string;
  @IdColumn({ nullable: true }) officeId: string | null;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
}
