import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** One reading of the whole address book; what is still to be read stands in the rows themselves. */
@Entity('directory_sync')
export class DirectorySync {
  @IdKey() id: string;
  /** full · reconcile */
  @WordColumn(10) kind: string;
  /** waiting · running · held · done · failed */
  @WordColumn(10) state: string;
  @IdColumn({ nullable: true }) askedBy: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) startedAt: number | null;
  @InstantColumn({ nullable: true }) finishedAt: number | null;
  /** The process at work was alive then; an older one may be taken over. */
  @InstantColumn() beatAt: number;
  @NumberColumn() calls: number;
  @NumberColumn() departments: number;
  @NumberColumn() people: number;
  @NumberColumn() roles: number;
  @NumberColumn() differences: number;
  /** People who are no longer in the address book; too many at once wait for somebody's word (`held`). */
  @NumberColumn() missing: number;
  @WordColumn(60) trouble: string;
}
