import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A department stands for an organisation; its sub-departments too, unless they are mapped themselves. */
@Entity('directory_department_mapping')
export class DirectoryDepartmentMapping {
  @PrimaryColumn({ type: 'varchar', length: 20 }) departmentId: string;
  @IdColumn() organisationId: string;
  /** The organisation's area: who may see and change the mapping. */
  @WordColumn(12) divisionCode: string;
  /** What its people are when no role of theirs says otherwise; null: nothing. */
  @WordColumn(20, { nullable: true }) role: string | null;
  @IdColumn() mappedBy: string;
  @InstantColumn() mappedAt: number;
  @WordColumn(300) reason: string;
}
