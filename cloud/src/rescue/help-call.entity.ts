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

/** One call for help, by whatever channel (EMG-01). Several may belong to one entrapment. */
@Entity('help_call')
export class HelpCall {
  @IdKey() id: string;
  @IdColumn() entrapmentId: string;
  /** The lift whose code was scanned, or that was named; the entrapment's may be another after a correction. */
  @IdColumn() liftId: string;
  @WordColumn(12) source: string;
  /** Blind index of the client's request key: a report that waited arrives once. */
  @WordColumn(64, { nullable: true }) keyPrint: string | null;
  /** Blind index of the device, or of the address where there is none. */
  @WordColumn(64, { nullable: true }) devicePrint: string | null;
  /** The machine it came from. */
  @IdColumn({ nullable: true }) sourceId: string | null;
  /** Who was signed in, if anybody. */
  @IdColumn({ nullable: true }) personId: string | null;
  @InstantColumn() at: number;
  @InstantColumn() waitedMs: number;
  @NumberColumn({ nullable: true }) people: number | null;
  /** What the caller wrote; encrypted, since anything may stand there. */
  @LongColumn({ nullable: true }) noteSealed: string | null;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  /** When the telephone number and the words go. */
  @InstantColumn({ nullable: true }) forgetAt: number | null;
  /** The caller, or whoever judged, says that nobody was inside. */
  @FlagColumn() isMistaken: boolean;
  /** How often its caller has taken it back; null: never. */
  @NumberColumn({ nullable: true }) takenBack: number | null;
}
