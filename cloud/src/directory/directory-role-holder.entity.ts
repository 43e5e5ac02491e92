import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/** A member holds a role of the address book. */
@Entity('directory_role_holder')
export class DirectoryRoleHolder {
  @PrimaryColumn({ type: 'varchar', length: 20 }) roleId: string;
  @PrimaryColumn({ type: 'varchar', length: 64 }) userId: string;
  @IdColumn({ nullable: true }) seenBy: string | null;
}
