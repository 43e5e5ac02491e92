import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** 疑点: a doubt about a record's evidence. The doubt as sealed is in the log; this row says whether it is settled. */
@Entity('finding')
export class FindingRow {
  @IdKey() id: string;
  @IdColumn() recordId: string;
  @IdColumn({ nullable: true }) personId: string | null;
  @WordColumn(40) code: string;
  @WordColumn(300) message: string;
  @WordColumn(200) settledBy: string;
  @FlagColumn() isSettled: boolean;
  @InstantColumn() createdAt: number;
}
