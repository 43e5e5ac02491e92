import { Entity } from 'typeorm';
import { IdKey, NumberColumn, WordColumn } from '../kernel/columns';

/** The last leaf of each lift, which the lift's next entry names. */
@Entity('ledger_lift_head')
export class LedgerLiftHead {
  @IdKey() liftId: string;
  @NumberColumn() liftSeq: number;
  @WordColumn(64) hash: string;
}
