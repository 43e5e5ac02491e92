import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A handwritten signature over the hash of the exact content signed (SIG-08). */
@Entity('signature')
export class Signature {
  @IdKey() id: string;
  @IdColumn() visitId: string;
  @IdColumn({ nullable: true }) recordId: string | null;
  @IdColumn() personId: string;
  /** technician · owner_officer */
  @WordColumn(20) signedAs: string;
  @IdColumn() fileId: string;
  @WordColumn(64) contentHash: string;
  @WordColumn(64, { nullable: true }) deviceId: string | null;
  @InstantColumn() at: number;
}
