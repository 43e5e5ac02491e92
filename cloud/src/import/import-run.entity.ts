import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** One spreadsheet on its way into the register. */
@Entity('import_run')
export class ImportRun {
  @IdKey() id: string;
  @IdColumn() fileId: string;
  @WordColumn(200) fileName: string;
  /** mapping · checked · committed · cancelled */
  @WordColumn(12) state: string;
  @WordColumn(6) format: string;
  @WordColumn(12) encoding: string;
  @JsonColumn() headers: string[];
  /** The last row of the heading; data begin below it. */
  @NumberColumn() headerRow: number;
  @JsonColumn() sample: string[][];
  @NumberColumn() rowCount: number;
  @JsonColumn() mapping: Record<string, string>;
  /** remembered · guessed · chosen */
  @WordColumn(12) mappingFrom: string;
  @WordColumn(8) crs: string;
  @JsonColumn({ nullable: true }) counts: Record<string, number> | null;
  /** For whom it is imported: the area whose lifts it may touch. */
  @WordColumn(12) divisionCode: string;
  @IdColumn() organisationId: string;
  @InstantColumn() createdAt: number;
  @IdColumn() createdById: string;
  @WordColumn(40) createdBy: string;
  @InstantColumn({ nullable: true }) committedAt: number | null;
}
