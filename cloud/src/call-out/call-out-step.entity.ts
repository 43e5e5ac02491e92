import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** What happened, in the service's time, each sealed. Append-only. */
@Entity('call_out_step')
export class CallOutStep {
  @IdKey() id: string;
  @IdColumn() callOutId: string;
  @InstantColumn() at: number;
  @WordColumn(20) act: string;
  @IdColumn({ nullable: true }) personId: string | null;
  @WordColumn(500) text: string;
  @WordColumn(64) entryHash: string;
}
