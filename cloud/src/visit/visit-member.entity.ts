import { Entity, PrimaryColumn } from 'typeorm';
import { FlagColumn, WordColumn } from '../kernel/columns';

/** Who takes part in a visit. */
@Entity('visit_member')
export class VisitMember {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  /** lead · partner */
  @WordColumn(8) role: string;
  /** Holds a valid certificate (item T) on the planned day; from the start of the work on, on the day of the work. */
  @FlagColumn() isCertified: boolean;
}
