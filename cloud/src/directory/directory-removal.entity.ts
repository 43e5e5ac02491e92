import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A member on the way out of the address book, because their account was taken in the console. */
@Entity('directory_removal')
export class DirectoryRemoval {
  @IdKey() id: string;
  @WordColumn(64) userId: string;
  @IdColumn() personId: string;
  /** The account that was taken. */
  @IdColumn() assignmentId: string;
  /** Made by us; otherwise somebody said expressly that the member shall go. */
  @FlagColumn() isOurs: boolean;
  /** waiting · done · kept · not_allowed · failed */
  @WordColumn(12) state: string;
  @WordColumn(60) code: string;
  @NumberColumn() attempts: number;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) dueAt: number | null;
  @InstantColumn({ nullable: true }) triedAt: number | null;
}
