import { Entity } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** 维保合同: what an owner and a maintenance company agreed on, as it was entered. */
@Entity('contract')
export class Contract {
  @IdKey() id: string;
  @WordColumn(60) number: string;
  @IdColumn() companyId: string;
  @IdColumn() ownerId: string;
  @WordColumn(12) divisionCode: string;
  @DayColumn() fromDay: string;
  @DayColumn() untilDay: string;
  /** 内容要求 */
  @LongColumn() content: string;
  /** 频次 */
  @WordColumn(120) frequency: string;
  /** 权利义务 */
  @LongColumn() terms: string;
  /** Between the two parties only. */
  @WordColumn(60) price: string;
  @IdColumn() fileId: string;
  @DayColumn() signedOn: string;
  /** entered · confirmed · refused · ended */
  @WordColumn(12) state: string;
  @FlagColumn() isRetroactive: boolean;
  @IdColumn() enteredBy: string;
  @InstantColumn() enteredAt: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(300) decision: string;
  /** The last step (90, 60, 30 days) that was reminded of. */
  @NumberColumn({ nullable: true }) expiryReminded: number | null;
  /** The last stage of the entry rule (10, 15, 16) that was told. */
  @NumberColumn({ nullable: true }) entryReminded: number | null;
}
