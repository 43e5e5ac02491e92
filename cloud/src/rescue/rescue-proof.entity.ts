import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Who was there, said from their own working device after people were free, and the pictures (DECISIONS 34). Append-only. */
@Entity('rescue_proof')
export class RescueProof {
  @IdKey() id: string;
  @IdColumn() entrapmentId: string;
  @IdColumn() personId: string;
  /** identity · photo */
  @WordColumn(8) kind: 'identity' | 'photo';
  @IdColumn({ nullable: true }) fileId: string | null;
  @WordColumn(64, { nullable: true }) deviceId: string | null;
  @InstantColumn() at: number;
}
