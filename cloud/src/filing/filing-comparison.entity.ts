import type { ComparedField } from '@lifttrust/shared-types/filing/filing.rules';
import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** What an inspector found at a unit beside what is filed; telephone numbers masked. */
@Entity('filing_comparison')
export class FilingComparison {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @WordColumn(12) divisionCode: string;
  @IdColumn() personId: string;
  /** The inspection body. */
  @IdColumn() bodyId: string;
  @DayColumn() visitedOn: string;
  @JsonColumn() fields: { field: ComparedField; filed: string; found: string; differs: boolean }[];
  @WordColumn(500) note: string;
  @IdColumn({ nullable: true }) changeId: string | null;
  @IdColumn({ nullable: true }) taskId: string | null;
  @InstantColumn() createdAt: number;
}
