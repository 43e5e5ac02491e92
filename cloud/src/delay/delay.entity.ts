import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, JsonColumn, WordColumn } from '../kernel/columns';

/** 延期说明: why work on some lifts was or will be late. It explains; no due day moves (DLY-03). */
@Entity('delay')
export class Delay {
  @IdKey() id: string;
  @IdColumn() companyId: string;
  /** work · upload */
  @WordColumn(8) kind: string;
  @WordColumn(24) reason: string;
  @WordColumn(500) text: string;
  @DayColumn() expectedOn: string;
  /** When the obstacle had gone; null until somebody says so. */
  @DayColumn({ nullable: true }) endedOn: string | null;
  @JsonColumn() fileIds: string[];
  @IdColumn() submittedBy: string;
  @InstantColumn() submittedAt: number;
}
