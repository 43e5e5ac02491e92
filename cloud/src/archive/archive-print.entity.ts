import { Entity } from 'typeorm';
import { IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A record's print, kept for packages: made once, taken by the company's and the owner's. */
@Entity('archive_print')
export class ArchivePrint {
  @IdKey() recordId: string;
  /** Hash over what is sealed about the record and shown; another means that it has to be printed again. */
  @WordColumn(64) shows: string;
  @WordColumn(120) objectKey: string;
  @WordColumn(64) sha256: string;
  @NumberColumn() bytes: number;
  @InstantColumn() printedAt: number;
}
