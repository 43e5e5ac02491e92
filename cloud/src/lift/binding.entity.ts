import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A technician of a company says: this code hangs on this lift, and we look after it. */
@Entity('binding')
export class BindingRow {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn() personId: string;
  /** scan · list */
  @WordColumn(10) way: string;
  /** 单位内编号 as read on site. */
  @WordColumn(60) ownNumber: string;
  /** A photograph of the nameplate. */
  @IdColumn({ nullable: true }) photoId: string | null;
  /** proposed · confirmed · dropped */
  @WordColumn(10) state: string;
  @InstantColumn() at: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
}
