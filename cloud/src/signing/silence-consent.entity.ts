import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** An owner agreed that silence confirms, from an instant until an instant; never deleted (SIG-04). */
@Entity('silence_consent')
export class SilenceConsentRow {
  @IdKey() id: string;
  @IdColumn() ownerId: string;
  @IdColumn() personId: string;
  @WordColumn(20) textVersion: string;
  @InstantColumn() givenAt: number;
  @InstantColumn({ nullable: true }) withdrawnAt: number | null;
  @IdColumn({ nullable: true }) withdrawnBy: string | null;
  /** The owner's id while it stands: two agreements never stand beside each other. */
  @IdColumn({ nullable: true }) standing: string | null;
}
