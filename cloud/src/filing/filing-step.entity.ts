import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** What was done with a filing: filed · revised · returned · accepted · withdrawn. */
@Entity('filing_step')
export class FilingStepRow {
  @IdKey() id: string;
  @IdColumn() filingId: string;
  @NumberColumn() edition: number;
  @WordColumn(10) act: string;
  @IdColumn({ nullable: true }) personId: string | null;
  @WordColumn(300) reason: string;
  @InstantColumn() at: number;
}
