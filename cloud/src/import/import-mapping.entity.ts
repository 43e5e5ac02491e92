import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** Which column means what in tables with exactly these headings, as a person of the organisation last chose. */
@Entity('import_mapping')
export class ImportMapping {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  /** SHA-256 of the headings in their order. */
  @WordColumn(64) headersPrint: string;
  @JsonColumn() mapping: Record<string, string>;
  @WordColumn(8) crs: string;
  @InstantColumn() updatedAt: number;
}
