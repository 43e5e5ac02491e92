import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../kernel/columns';

/** A daily round that was made: once a day for each name, in all processes together. */
@Entity('round_done')
export class RoundDone {
  @PrimaryColumn({ type: 'varchar', length: 60 }) name: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) day: string;
  @InstantColumn() doneAt: number;
}
