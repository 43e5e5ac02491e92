import type { CallBackOutcome, CallKind } from '@lifttrust/shared-types/hotline/hotline.words';
import { Entity } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** One call that somebody at the desk answered. */
@Entity('desk_call')
export class DeskCall {
  @IdKey() id: string;
  /** The area whose desk it was. */
  @WordColumn(12) divisionCode: string;
  @IdColumn() takenBy: string;
  @InstantColumn() takenAt: number;
  @InstantColumn({ nullable: true }) ringAt: number | null;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  /** Blind index: how often the same number called. */
  @WordColumn(64, { nullable: true }) phonePrint: string | null;
  /** When number and words go. */
  @InstantColumn({ nullable: true }) forgetAt: number | null;
  @WordColumn(12, { nullable: true }) kind: CallKind | null;
  @InstantColumn({ nullable: true }) settledAt: number | null;
  @IdColumn({ nullable: true }) settledBy: string | null;
  /** What was said, encrypted: anything may stand there. */
  @LongColumn({ nullable: true }) noteSealed: string | null;
  @IdColumn({ nullable: true }) liftId: string | null;
  @IdColumn({ nullable: true }) entrapmentId: string | null;
  @FlagColumn() wantsCallBack: boolean;
  /** Since when nobody waits for a call back any more. */
  @InstantColumn({ nullable: true }) calledBackAt: number | null;
}

/** One call back; append-only, a correction is a further one. */
@Entity('desk_call_back')
export class DeskCallBack {
  @IdKey() id: string;
  @IdColumn() callId: string;
  @InstantColumn() at: number;
  @IdColumn() personId: string;
  @WordColumn(12) outcome: CallBackOutcome;
  @NumberColumn({ nullable: true }) satisfaction: number | null;
  @WordColumn(300) note: string;
  @IdColumn({ nullable: true }) corrects: string | null;
}
