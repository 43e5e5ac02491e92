import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, RealColumn } from '../kernel/columns';

/** A position of a lift that was confirmed on site, in GCJ-02. Append-only: the newest is in force. */
@Entity('lift_position')
export class LiftPositionRow {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @RealColumn() lng: number;
  @RealColumn() lat: number;
  @NumberColumn() fixes: number;
  @RealColumn() spreadMetres: number;
  @InstantColumn() at: number;
}
