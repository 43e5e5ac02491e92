import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A link for downloading one evidence file. */
@Entity('call_up_link')
export class CallUpLink {
  @IdKey() id: string;
  /** SHA-256 of the secret; the secret itself is nowhere. */
  @WordColumn(64) tokenHash: string;
  @IdColumn() callUpId: string;
  /** The link ends with the session that asked for it. */
  @IdColumn() sessionId: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @InstantColumn() createdAt: number;
  @InstantColumn() expiresAt: number;
}
