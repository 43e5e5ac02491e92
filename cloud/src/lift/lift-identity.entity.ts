import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/**
 * By which number a lift is known. Its key makes two lifts with one number impossible even when two imports run at
 * once; columns of `lift` cannot, because unknown numbers are empty there.
 */
@Entity('lift_identity')
export class LiftIdentity {
  @PrimaryColumn({ type: 'varchar', length: 220 }) identity: string;
  @IdColumn() liftId: string;
}
