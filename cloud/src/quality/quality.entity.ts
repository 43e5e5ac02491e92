import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** An appointment to check quality; ended, never deleted. */
@Entity('quality_inspector')
export class QualityInspectorRow {
  @IdKey() id: string;
  @IdColumn() companyId: string;
  @IdColumn() personId: string;
  @DayColumn() fromOn: string;
  @DayColumn({ nullable: true }) untilOn: string | null;
  @IdColumn() appointedBy: string;
  @InstantColumn() appointedAt: number;
  @WordColumn(60, { nullable: true }) inOffice: string | null;
}

/** One check of a company's own maintenance on one lift. */
@Entity('quality_check')
export class QualityCheckRow {
  @IdKey() id: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @IdColumn() liftId: string;
  @IdColumn({ nullable: true }) recordId: string | null;
  @IdColumn() inspectorId: string;
  @DayColumn() plannedOn: string;
  /** planned · done · cancelled */
  @WordColumn(10) state: string;
  @JsonColumn() technicians: string[];
  @JsonColumn() items: { item: string; good: boolean }[];
  @DayColumn({ nullable: true }) checkedOn: string | null;
  @WordColumn(500) note: string;
  @IdColumn() plannedBy: string;
  @InstantColumn() plannedAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
  @WordColumn(64, { nullable: true }) entryHash: string | null;
}

/** Something that was not good, and what became of it. */
@Entity('quality_finding')
export class QualityFindingRow {
  @IdKey() id: string;
  @IdColumn() checkId: string;
  @IdColumn() companyId: string;
  @IdColumn() liftId: string;
  @IdColumn() technicianId: string;
  @WordColumn(60) item: string;
  @WordColumn(300) found: string;
  @DayColumn() dueOn: string;
  /** open · answered · closed */
  @WordColumn(10) state: string;
  @WordColumn(300) answer: string;
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  @WordColumn(300) verdict: string;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
}
