import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** What a company hands in before it is registered. The form holds people's phones and lies encrypted as a whole. */
@Entity('filing')
export class Filing {
  @IdKey() id: string;
  /** Blind index of the token that leads back to it. */
  @WordColumn(64) tokenPrint: string;
  @NumberColumn() edition: number;
  /** waiting · returned · accepted · withdrawn */
  @WordColumn(10) state: string;
  @WordColumn(120) name: string;
  @WordColumn(120) nameKey: string;
  @WordColumn(18) creditCode: string;
  @WordColumn(12) divisionCode: string;
  @LongColumn() formSealed: string;
  @IdColumn({ nullable: true }) organisationId: string | null;
  /** The regulator who entered it for the company. */
  @IdColumn({ nullable: true }) enteredBy: string | null;
  @InstantColumn() filedAt: number;
  @InstantColumn() changedAt: number;
}
