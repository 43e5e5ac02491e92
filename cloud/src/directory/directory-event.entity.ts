import { Entity } from 'typeorm';
import { IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** "Look again at this one": an event of the address book about one subject. */
@Entity('directory_event')
export class DirectoryEvent {
  @IdKey() id: string;
  /** DingTalk's own number: however often it comes, it counts once for each subject. */
  @WordColumn(64) eventId: string;
  @WordColumn(40) kind: string;
  /** person · department · role */
  @WordColumn(12) subjectKind: string;
  @WordColumn(64) subjectId: string;
  /** http · stream */
  @WordColumn(10) via: string;
  /** userid of whoever did it in the admin, empty when not told. */
  @WordColumn(64) operator: string;
  @InstantColumn() bornAt: number;
  @InstantColumn() receivedAt: number;
  /** waiting · done · failed */
  @WordColumn(10) state: string;
  @NumberColumn() attempts: number;
  @InstantColumn({ nullable: true }) dueAt: number | null;
  @InstantColumn({ nullable: true }) settledAt: number | null;
  /** Of the last trouble. */
  @WordColumn(60) code: string;
}
