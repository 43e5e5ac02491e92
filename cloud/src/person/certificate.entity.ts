import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, LongColumn, NumberColumn, WordColumn } from '../kernel/columns';

/**
 * 特种设备作业人员证 in force: what rules go by. Its number is the holder's ID number, hence encrypted (CODES §5). One that
 * came by a paper has the paper's id.
 */
@Entity('certificate')
export class Certificate {
  @IdKey() id: string;
  @IdColumn() personId: string;
  /** 作业项目: T 电梯修理, A 安全管理. */
  @WordColumn(10) item: string;
  @LongColumn({ nullable: true }) numberSealed: string | null;
  @DayColumn() validUntil: string;
  /** Withdrawn before its time; null: it runs until `validUntil`. */
  @DayColumn({ nullable: true }) endedOn: string | null;
  /** As in `paper`. */
  @NumberColumn({ nullable: true }) reminded: number | null;
}
