import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';

/** A callback that was taken: the same one again is a replay. */
@Entity('directory_callback')
export class DirectoryCallback {
  @PrimaryColumn({ type: 'varchar', length: 40 }) signature: string;
  @InstantColumn() receivedAt: number;
}
