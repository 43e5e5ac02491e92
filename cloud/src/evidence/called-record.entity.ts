import { Entity } from 'typeorm';
import { IdColumn, IdKey, WordColumn } from '../kernel/columns';

/** One record of a call-up, with whose it was then: what permission goes by. */
@Entity('called_record')
export class CalledRecord {
  @IdKey() id: string;
  @IdColumn() callUpId: string;
  @IdColumn() recordId: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
}
