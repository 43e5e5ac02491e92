import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A file announced by its hash, then received and checked. The original's bytes are never changed. */
@Entity('stored_file')
export class StoredFile {
  @IdKey() id: string;
  @WordColumn(20) purpose: string;
  @IdColumn({ nullable: true }) visitId: string | null;
  @IdColumn() personId: string;
  @WordColumn(64) sha256: string;
  @NumberColumn() bytes: number;
  @WordColumn(100) contentType: string;
  @WordColumn(64, { nullable: true }) nonce: string | null;
  @InstantColumn({ nullable: true }) capturedAt: number | null;
  /** announced · stored · refused · deleted */
  @WordColumn(10) state: string;
  @WordColumn(120) objectKey: string;
  @WordColumn(120, { nullable: true }) watermarkKey: string | null;
  /** Lies encrypted in the object store (faces). */
  @FlagColumn() isSealed: boolean;
  /** Perceptual hash, 16 hex digits. */
  @WordColumn(16, { nullable: true }) perceptualHash: string | null;
  @WordColumn(60, { nullable: true }) refusalCode: string | null;
  /** `clean`; null: not scanned for viruses. */
  @WordColumn(12, { nullable: true }) scanVerdict: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) receivedAt: number | null;
  /** Until when bytes are taken; renewed when a phone was long without a network. */
  @InstantColumn({ nullable: true }) uploadUntil: number | null;
  /** When the second copy was written and read as right; null: there is one copy only. */
  @InstantColumn({ nullable: true }) copiedAt: number | null;
  /** When a scan became part of something; null: it belongs to nothing and goes after a day. */
  @InstantColumn({ nullable: true }) attachedAt: number | null;
}
