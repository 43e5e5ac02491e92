import { Entity, PrimaryColumn } from 'typeorm';
import { WordColumn } from '../kernel/columns';
import { toNumber } from './number.column';

/** A complete subtree of two entries or more; it never changes again. */
@Entity('ledger_node')
export class LedgerNode {
  @PrimaryColumn({ type: 'integer' }) level: number;
  @PrimaryColumn({ type: 'bigint', transformer: toNumber }) position: number;
  @WordColumn(64) hash: string;
}
