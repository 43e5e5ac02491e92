import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A scan sent under a filing's token, from its announcement on; its file says whether the bytes came. */
@Entity('filing_scan')
export class FilingScanRow {
  @IdKey() fileId: string;
  /** Whoever holds the token, derived from it. */
  @IdColumn() holderId: string;
  /** licence · permit · certificates · contracts · promise */
  @WordColumn(20) paper: string;
  @NumberColumn() bytes: number;
  /** Null until it was handed in with the filing. */
  @IdColumn({ nullable: true }) filingId: string | null;
  @NumberColumn({ nullable: true }) edition: number | null;
  /** The edition from which it is no longer part of the filing. */
  @NumberColumn({ nullable: true }) droppedIn: number | null;
  @InstantColumn() createdAt: number;
}
