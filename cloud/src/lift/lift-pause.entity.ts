import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, WordColumn } from '../kernel/columns';

/** A span in which a lift is not used: its clocks stand still until the day it is used again (EQ-10). */
@Entity('lift_pause')
export class LiftPause {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  /** `out_of_use` (停用) or `sealed` (暂停使用). */
  @WordColumn(12) kind: string;
  @DayColumn() fromDay: string;
  @DayColumn({ nullable: true }) toDay: string | null;
}
