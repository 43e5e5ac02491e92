import type { ByteRange } from '@lifttrust/shared-types/archive/archive.rules';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** A link for downloading one package, and what went out through it. */
@Entity('archive_link')
export class ArchiveLink {
  @IdKey() id: string;
  /** SHA-256 of the secret; the secret itself is nowhere. */
  @WordColumn(64) tokenHash: string;
  @IdColumn() archiveId: string;
  /** The link ends with the session that asked for it. */
  @IdColumn() sessionId: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @InstantColumn() createdAt: number;
  @InstantColumn() expiresAt: number;
  @JsonColumn() sent: ByteRange[];
  @InstantColumn() sentBytes: number;
  @InstantColumn({ nullable: true }) completedAt: number | null;
}
