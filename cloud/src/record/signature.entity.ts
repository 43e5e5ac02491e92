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
  /** part: `contentHash` is of the signer's own part (`partHash`); null: of the whole. */
  @WordColumn(5, { nullable: true }) scope: string | null;
  /** Where it was made without a network: when it came. */
  @InstantColumn({ nullable: true }) receivedAt: number | null;
  /** Whoever signed had left the company by the time it came. */
  @InstantColumn({ nullable: true }) leftAt: number | null;
}
