import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

/** A printed code that was found to hang on another lift than the one it was made for. Append-only. */
@Entity('code_move')
export class CodeMove {
  @PrimaryColumn({ type: 'varchar', length: 40 }) token: string;
  @InstantColumn({ primary: true }) at: number;
  @IdColumn() fromLiftId: string;
  @IdColumn() toLiftId: string;
  @IdColumn() personId: string;
  @WordColumn(200) reason: string;
}
