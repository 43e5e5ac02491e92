import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

@Entity('session')
export class Session {
  @IdKey() id: string;
  /** SHA-256 of the token; the token itself is nowhere. */
  @WordColumn(64) tokenHash: string;
  @IdColumn() personId: string;
  @IdColumn() assignmentId: string;
  @WordColumn(20) channel: string;
  @WordColumn(64) deviceId: string;
  @WordColumn(200) deviceText: string;
  @InstantColumn() createdAt: number;
  @InstantColumn() expiresAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
}
