import { Entity } from 'typeorm';
import { DayColumn, FlagColumn, IdColumn, IdKey, InstantColumn, JsonColumn } from '../kernel/columns';

/** One lift of a contract: the company's claim to it, and how it was taken over (CON-08). */
@Entity('contract_lift')
export class ContractLift {
  @IdKey() id: string;
  @IdColumn() contractId: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @DayColumn() fromDay: string;
  @DayColumn() untilDay: string;
  @DayColumn() enteredOn: string;
  @DayColumn({ nullable: true }) confirmedOn: string | null;
  @DayColumn({ nullable: true }) endsOn: string | null;
  @DayColumn({ nullable: true }) endRecordedOn: string | null;
  /** Another company, or none, was there before: the entry rule applies (CON-02). */
  @FlagColumn() isTakeover: boolean;
  @IdColumn({ nullable: true }) formerCompanyId: string | null;
  @InstantColumn({ nullable: true }) acceptedAt: number | null;
  @IdColumn({ nullable: true }) acceptedBy: string | null;
  @FlagColumn({ nullable: true }) isSafe: boolean | null;
  @JsonColumn() defects: string[];
}
