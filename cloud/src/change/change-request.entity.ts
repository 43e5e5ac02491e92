import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** Somebody wants registered data changed: before and after, who decides, what was decided. */
@Entity('change_request')
export class ChangeRequest {
  @IdKey() id: string;
  /** organisation · person · lift · contract … : which module applies it. */
  @WordColumn(30) subjectKind: string;
  @IdColumn() subjectId: string;
  @JsonColumn() before: object;
  @JsonColumn() after: object;
  @WordColumn(300) reason: string;
  /** The area whose regulator decides. */
  @WordColumn(12) divisionCode: string;
  @IdColumn({ nullable: true }) organisationId: string | null;
  @IdColumn() proposedBy: string;
  @InstantColumn() proposedAt: number;
  /** waiting · accepted · rejected · withdrawn */
  @WordColumn(10) state: string;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(300) decision: string;
}
