import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, JsonColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A file inside a package, as the directory at its end names it. */
export interface PackedFile {
  path: string;
  crc: number;
  /** As it was, and as it lies packed. */
  bytes: number;
  packed: number;
  /** 0 stored · 8 deflated */
  method: 0 | 8;
  sha256: string;
}

/** A piece of a package: whole files, one object in the store. Together the pieces are the file. */
@Entity('archive_part')
export class ArchivePart {
  @IdKey() id: string;
  @IdColumn() archiveId: string;
  /** 1, 2, 3 … without gaps. */
  @NumberColumn() number: number;
  @WordColumn(120) objectKey: string;
  @WordColumn(64) sha256: string;
  /** Where in the file it begins. */
  @InstantColumn() startsAt: number;
  @NumberColumn() bytes: number;
  @JsonColumn() files: PackedFile[];
  /** Lines of the index that the package holds at its end. */
  @JsonColumn() lines: string[];
}
