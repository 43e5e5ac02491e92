import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** 部门 as last read. */
@Entity('directory_department')
export class DirectoryDepartment {
  @PrimaryColumn({ type: 'varchar', length: 20 }) id: string;
  @WordColumn(20, { nullable: true }) parentId: string | null;
  @WordColumn(100) name: string;
  /** When the reading began: an older one never overwrites it. */
  @InstantColumn() readAt: number;
  /** The sync that last met it, asked for its sub-departments, read all its people. */
  @IdColumn({ nullable: true }) seenBy: string | null;
  @IdColumn({ nullable: true }) openedBy: string | null;
  @IdColumn({ nullable: true }) peopleBy: string | null;
  /** Where reading its people goes on after an interruption. */
  @NumberColumn() peopleFrom: number;
  @InstantColumn({ nullable: true }) goneAt: number | null;
}
