import { Entity } from 'typeorm';
import {
  DayColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** 月度档案包: one month, one unit, one district, one version. There is never a second of the same. */
@Entity('archive')
export class Archive {
  @IdKey() id: string;
  /** `2026-03` */
  @WordColumn(7) month: string;
  /** company · owner: as what the unit gets it. */
  @WordColumn(8) side: 'company' | 'owner';
  @IdColumn() unitId: string;
  /** One of the two is the unit, the other null: what permission goes by. */
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) ownerId: string | null;
  /** Six digits. */
  @WordColumn(12) divisionCode: string;
  @NumberColumn() version: number;
  /** Entries of the log up to this number are in it, proven under the checkpoint of this size. */
  @InstantColumn() logSize: number;
  /** preparing · ready */
  @WordColumn(10) state: 'preparing' | 'ready';
  @NumberColumn() lifts: number;
  @NumberColumn() records: number;
  @NumberColumn() liftsDone: number;
  @NumberColumn() recordsDone: number;
  /** Lifts are packed in the order of their ids; whoever goes on begins after this one. */
  @IdColumn({ nullable: true }) lastLiftId: string | null;
  @NumberColumn() parts: number;
  @InstantColumn() bytes: number;
  @WordColumn(64, { nullable: true }) sha256: string | null;
  /** Who is at work on it; a piece is only written by the present holder. */
  @IdColumn({ nullable: true }) claimId: string | null;
  @InstantColumn({ nullable: true }) progressAt: number | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) readyAt: number | null;
  @DayColumn({ nullable: true }) dueOn: string | null;
  /** Days of the reminders that were given. */
  @JsonColumn() told: string[];
  /** When the unit first held all of it. */
  @InstantColumn({ nullable: true }) takenAt: number | null;
  @IdColumn({ nullable: true }) takenBy: string | null;
}
