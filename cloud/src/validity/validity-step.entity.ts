import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** One thing said or decided about a doubtful record, besides the decision on its validity; sealed as well. */
@Entity('validity_step')
export class ValidityStep {
  @IdKey() id: string;
  @IdColumn() recordId: string;
  @IdColumn() companyId: string;
  @WordColumn(12) divisionCode: string;
  /** asked · stated · appealed · upheld · overturned */
  @WordColumn(10) step: string;
  /** Once for each record: the appeal and its decision; the step's own id otherwise. */
  @WordColumn(26) slot: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @WordColumn(500) text: string;
  @JsonColumn() fileIds: string[];
  @InstantColumn() at: number;
}
