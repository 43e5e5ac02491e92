import { Entity, PrimaryColumn } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, JsonColumn, LongColumn, WordColumn } from '../kernel/columns';

/** A member of the corporation as last read; the key is DingTalk's userid. */
@Entity('directory_person')
export class DirectoryPerson {
  @PrimaryColumn({ type: 'varchar', length: 64 }) id: string;
  @WordColumn(64) unionId: string;
  @WordColumn(60) name: string;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  /** Blind index of the phone, the same as a person's. */
  @WordColumn(64, { nullable: true }) phonePrint: string | null;
  @JsonColumn() departmentIds: string[];
  @FlagColumn() isActive: boolean;
  @FlagColumn() isAdmin: boolean;
  /** 实名; null: DingTalk has not been asked or does not say. */
  @FlagColumn({ nullable: true }) realNamed: boolean | null;
  /** When that was read; null: never. */
  @InstantColumn({ nullable: true }) realNamedAt: number | null;
  /** Blind index of everything read: tells at once whether something changed. */
  @WordColumn(64) content: string;
  /** What follows from it has still to be done. */
  @FlagColumn() isDue: boolean;
  /** Who it is with us, once known. */
  @IdColumn({ nullable: true }) personId: string | null;
  @InstantColumn() readAt: number;
  @IdColumn({ nullable: true }) seenBy: string | null;
  @InstantColumn({ nullable: true }) goneAt: number | null;
}
