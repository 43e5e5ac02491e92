import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey } from '../kernel/columns';

/** Whom the register named when the first contract for a lift was entered; never changed afterwards. */
@Entity('registered_company')
export class RegisteredCompany {
  @IdKey() liftId: string;
  @IdColumn({ nullable: true }) companyId: string | null;
  @DayColumn() statedOn: string;
}
