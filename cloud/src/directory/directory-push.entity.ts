import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** An account given in the console on its way into the address book. */
@Entity('directory_push')
export class DirectoryPush {
  @IdKey() id: string;
  @IdColumn() assignmentId: string;
  @IdColumn() personId: string;
  @WordColumn(20) departmentId: string;
  /** waiting · done · invited · not_allowed · failed · dropped */
  @WordColumn(12) state: string;
  @WordColumn(60) code: string;
  @NumberColumn() attempts: number;
  @InstantColumn({ nullable: true }) dueAt: number | null;
  @InstantColumn({ nullable: true }) triedAt: number | null;
  /** userid once known. */
  @WordColumn(64) userId: string;
  /** The member is of our making; false: DingTalk knew them already. Null in pushes from before this was kept. */
  @FlagColumn({ nullable: true }) isMade: boolean | null;
}
