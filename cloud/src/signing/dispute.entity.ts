import { Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** What follows a returned record (SIG-06). Its acts are sealed in the log; this is the index over them. */
@Entity('dispute')
export class Dispute {
  /** One record is returned once. */
  @PrimaryColumn({ type: 'varchar', length: 26 }) recordId: string;
  @IdColumn() id: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @WordColumn(300) reason: string;
  @InstantColumn() openedAt: number;
  @DayColumn() dueOn: string;
  /** open · answered · settled · referred · decided */
  @WordColumn(10) state: string;
  @WordColumn(500) answer: string;
  @IdColumn({ nullable: true }) answeredBy: string | null;
  @WordColumn(500) decision: string;
}
