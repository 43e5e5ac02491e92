import type { ImportRow as Row } from '@lifttrust/shared-types/import/import.contract';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** What the check found out about one row, and all that a commit needs of it. */
@Entity('import_row')
export class ImportRow {
  @IdKey() id: string;
  @IdColumn() importId: string;
  @NumberColumn() rowNumber: number;
  /** create · update · unchanged · refused */
  @WordColumn(10) outcome: string;
  @WordColumn(200) label: string;
  /** What the row states, in the shape of the run's kind. */
  @JsonColumn() statedValues: object;
  /** The entry of the register that is meant; a new one has its id from the check on. */
  @IdColumn({ nullable: true, name: 'lift_id' }) subjectId: string | null;
  @JsonColumn() reasons: Row['reasons'];
  @JsonColumn() warnings: Row['warnings'];
  /** Differences of a known entry; of a new one everything is new and nothing is kept here. */
  @JsonColumn() changes: Row['changes'];
}
