import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** Somebody sent to a repair. What they proved on the spot stands in `presence`, under the call-out's id. */
@Entity('call_out_member')
export class CallOutMember {
  @PrimaryColumn({ type: 'varchar', length: 26 }) callOutId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  /** lead · partner */
  @WordColumn(8) role: string;
  @NumberColumn() position: number;
  @InstantColumn() dispatchedAt: number;
  @InstantColumn({ nullable: true }) acceptedAt: number | null;
  /** Could not come, or somebody else was sent; their presence stays. */
  @InstantColumn({ nullable: true }) leftAt: number | null;
}
