import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, LongColumn, NumberColumn, WordColumn } from '../kernel/columns';
import { toNumber } from './number.column';

/** A sealed entry as it was hashed, and the signature of the receipt that was given for it. */
@Entity('ledger_entry')
export class LedgerEntry {
  @PrimaryColumn({ type: 'bigint', transformer: toNumber }) seq: number;
  @WordColumn(40) kind: string;
  @IdColumn() liftId: string;
  @NumberColumn() liftSeq: number;
  @WordColumn(64) previous: string;
  @InstantColumn() at: number;
  @LongColumn() openText: string;
  @LongColumn() closedText: string;
  @WordColumn(64) closedHash: string;
  @WordColumn(64) hash: string;
  @WordColumn(16) keyId: string;
  @WordColumn(88) signature: string;
}
