import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/** A presence code that has been given: its key makes a second use impossible. */
@Entity('presence_code_use')
export class PresenceCodeUse {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  /** Who showed it. */
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  /** Number of the half minute since 1970. */
  @PrimaryColumn({ type: 'integer' }) step: number;
  @IdColumn() usedBy: string;
}
