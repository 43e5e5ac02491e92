import type { ImportRow as Row } from '@lifttrust/shared-types/import/import.contract';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';
import type { DraftValues } from './row.draft';

/** What the check found out about one row, and all that a commit needs of it. */
@Entity('import_row')
export class ImportRow {
  @IdKey() id: string;
  @IdColumn() importId: string;
  @NumberColumn() rowNumber: number;
  /** create · update · unchanged · refused */
  @WordColumn(10) outcome: string;
  @WordColumn(200) label: string;
  @JsonColumn() statedValues: DraftValues;
  @IdColumn({ nullable: true }) liftId: string | null;
  @JsonColumn() reasons: Row['reasons'];
  @JsonColumn() warnings: Row['warnings'];
  @JsonColumn() changes: Row['changes'];
}
