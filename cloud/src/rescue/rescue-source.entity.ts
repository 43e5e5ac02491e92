import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A machine, or another office's system, that reports entrapments under a key of its own. */
@Entity('rescue_source')
export class RescueSource {
  @IdKey() id: string;
  /** The area of the office that issued it: it reports lifts of this area only. */
  @WordColumn(12) divisionCode: string;
  @WordColumn(60) name: string;
  @WordColumn(12) kind: string;
  @WordColumn(64) keyPrint: string;
  @IdColumn() issuedBy: string;
  @InstantColumn() issuedAt: number;
  @IdColumn({ nullable: true }) revokedBy: string | null;
  @InstantColumn({ nullable: true }) revokedAt: number | null;
}
