import { Entity } from 'typeorm';
import { FlagColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** What a command told of itself; every field may be missing. */
export interface RunFacts {
  backup?: string;
  size?: number;
  records?: number;
  rpoMs?: number;
  rtoMs?: number;
  troubles?: string[];
}

/** A backup, restore or drill, written by the command itself (cloud/scripts/backup/note.mjs). */
@Entity('backup_run')
export class BackupRunRow {
  @IdKey() id: string;
  /** backup · restore · drill */
  @WordColumn(8) kind: string;
  @InstantColumn() at: number;
  @InstantColumn() endedAt: number;
  @FlagColumn() isGood: boolean;
  @JsonColumn() facts: RunFacts;
}
