import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, WordColumn } from '../kernel/columns';

/** Entries that no backup had and whose loss somebody accepted; the statement is sealed in the log that went on. */
@Entity('accepted_loss')
export class AcceptedLoss {
  /** SHA-256 of the signed statement: each is sealed once. */
  @PrimaryColumn({ type: 'varchar', length: 64 }) statement: string;
  /** Numbers of the lost entries, as far as checkpoints tell; promised ones may be missing besides. */
  @InstantColumn() fromSeq: number;
  @InstantColumn() toSeq: number;
  @InstantColumn() at: number;
  @WordColumn(60) acceptedBy: string;
  @WordColumn(300) reason: string;
  @WordColumn(40) backup: string;
  @WordColumn(64) entryHash: string;
}
