import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/** An assignment that follows somebody's place in the address book; those given by hand do not. */
@Entity('directory_grant')
export class DirectoryGrant {
  @PrimaryColumn({ type: 'varchar', length: 64 }) userId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) organisationId: string;
  @PrimaryColumn({ type: 'varchar', length: 20 }) role: string;
  @IdColumn() assignmentId: string;
}
