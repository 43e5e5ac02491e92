import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A role of the corporation's address book. */
@Entity('directory_role')
export class DirectoryRole {
  @PrimaryColumn({ type: 'varchar', length: 20 }) id: string;
  @WordColumn(60) name: string;
  @WordColumn(60) groupName: string;
  @IdColumn({ nullable: true }) seenBy: string | null;
  @IdColumn({ nullable: true }) holdersBy: string | null;
  @InstantColumn({ nullable: true }) goneAt: number | null;
}
