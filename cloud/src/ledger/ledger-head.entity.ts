import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, JsonColumn } from '../kernel/columns';

/** The sequencer's one row: whoever holds its lock appends, everybody else waits. */
@Entity('ledger_head')
export class LedgerHead {
  @PrimaryColumn({ type: 'integer' }) id: number;
  @IdColumn() logId: string;
  @InstantColumn() size: number;
  /** Roots of the complete subtrees over all entries, largest first. */
  @JsonColumn() frontier: string[];
}
