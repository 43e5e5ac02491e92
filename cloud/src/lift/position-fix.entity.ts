import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, RealColumn } from '../kernel/columns';

/** Where a technician was when collecting a lift's position; encrypted, because it says where a person was. */
@Entity('position_fix')
export class PositionFix {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @IdColumn() personId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) visitId: string | null;
  @LongColumn() fixSealed: string;
  @RealColumn() accuracyMetres: number;
  @InstantColumn() at: number;
}
