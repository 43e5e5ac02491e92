import { Entity } from 'typeorm';
import { DayColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

@Entity('organisation')
export class Organisation {
  @IdKey() id: string;
  /** regulator · maintenance_company · owner · monitoring_centre */
  @WordColumn(30) kind: string;
  @WordColumn(120) name: string;
  /** Normalised name: how a spreadsheet's spelling finds its organisation. */
  @WordColumn(120) nameKey: string;
  @WordColumn(18, { nullable: true }) creditCode: string | null;
  /** The area a regulator answers for; where a company or owner is registered. */
  @WordColumn(12) divisionCode: string;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  @InstantColumn() createdAt: number;
  @DayColumn({ nullable: true }) closedOn: string | null;
}
