import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A role of the address book means one of ours, for the organisations of an area. */
@Entity('directory_role_mapping')
export class DirectoryRoleMapping {
  @PrimaryColumn({ type: 'varchar', length: 20 }) roleId: string;
  @PrimaryColumn({ type: 'varchar', length: 12 }) divisionCode: string;
  @WordColumn(20) role: string;
  @IdColumn() mappedBy: string;
  @InstantColumn() mappedAt: number;
  @WordColumn(300) reason: string;
}
