import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, LongColumn, NumberColumn, WordColumn } from '../kernel/columns';
import { toNumber } from './number.column';

/** A sealed entry as it was hashed, the signature of the receipt given for it, and its place once it has one. */
@Entity('ledger_entry')
export class LedgerEntry {
  /** The order in which entries came; the engine counts. Not part of what is sealed. */
  @PrimaryColumn({ type: 'bigint', transformer: toNumber }) id: number;
  /** 1 or 2 (docs/adr/0014). */
  @NumberColumn() version: number;
  @InstantColumn({ nullable: true }) seq: number | null;
  @WordColumn(40) kind: string;
  @IdColumn() liftId: string;
  @NumberColumn({ nullable: true }) liftSeq: number | null;
  @WordColumn(64, { nullable: true }) previous: string | null;
  @WordColumn(64, { nullable: true }) leaf: string | null;
  @InstantColumn() at: number;
  @LongColumn() openText: string;
  @LongColumn() closedText: string;
  @WordColumn(64) closedHash: string;
  @WordColumn(64) hash: string;
  @WordColumn(16) keyId: string;
  @WordColumn(88) signature: string;
}
