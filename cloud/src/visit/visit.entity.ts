import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** One maintenance job (维保). */
@Entity('visit')
export class Visit {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @WordColumn(12) class: string;
  @WordColumn(12) state: string;
  @DayColumn() plannedOn: string;
  @DayColumn({ nullable: true }) dueOn: string | null;
  @IdColumn() leadId: string;
  @WordColumn(60) templateEdition: string;
  @WordColumn(20, { nullable: true }) grade: string | null;
  @WordColumn(200) gradeReason: string;
  @WordColumn(200, { nullable: true }) cancelReason: string | null;
  @IdColumn({ nullable: true }) recordId: string | null;
  @InstantColumn() createdAt: number;
}
