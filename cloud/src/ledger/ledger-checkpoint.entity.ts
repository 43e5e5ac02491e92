import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';
import { toNumber } from './number.column';

/** A copy of an exported checkpoint for quick reading; the file outside the database is the one that counts. */
@Entity('ledger_checkpoint')
export class LedgerCheckpoint {
  @PrimaryColumn({ type: 'bigint', transformer: toNumber }) size: number;
  @IdColumn() logId: string;
  @WordColumn(16) keyId: string;
  @WordColumn(64) root: string;
  @InstantColumn() at: number;
  @WordColumn(88) signature: string;
}
