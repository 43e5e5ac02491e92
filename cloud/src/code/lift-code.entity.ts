import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn } from '../kernel/columns';

/** The token in a printed code: ≥ 128 random bits, bound to one lift for a time (CODES §9). */
@Entity('lift_code')
export class LiftCode {
  @PrimaryColumn({ type: 'varchar', length: 40 }) token: string;
  @IdColumn() liftId: string;
  @InstantColumn() validFrom: number;
  @InstantColumn({ nullable: true }) validTo: number | null;
}
