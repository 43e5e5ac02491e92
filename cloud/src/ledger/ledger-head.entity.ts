import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** Where the log ends. Whoever holds the row's lock gives out numbers; nobody else ever waits for it. */
@Entity('ledger_head')
export class LedgerHead {
  @PrimaryColumn({ type: 'integer' }) id: number;
  @IdColumn() logId: string;
  @InstantColumn() size: number;
  /** Roots of the complete subtrees over all entries, largest first. */
  @JsonColumn() frontier: string[];
  /** The sequencer's signature over size and root; none while all entries are of version 1. */
  @WordColumn(16, { nullable: true }) keyId: string | null;
  @InstantColumn({ nullable: true }) signedAt: number | null;
  @WordColumn(88, { nullable: true }) signature: string | null;
}
