import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/** One photograph each, given to one person for one visit (CHK-13). */
@Entity('photo_nonce')
export class PhotoNonce {
  @PrimaryColumn({ type: 'varchar', length: 64 }) nonce: string;
  @IdColumn() visitId: string;
  @IdColumn() personId: string;
  @IdColumn({ nullable: true }) fileId: string | null;
}
