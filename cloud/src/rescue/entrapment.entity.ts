import type { FirstCause, Outcome, RescueState, Side } from '@lifttrust/shared-types/rescue/rescue.words';
import { Entity } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** One entrapment (困人), from the first call to its closing. All instants are the service's own. */
@Entity('entrapment')
export class Entrapment {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  /** The lift while people may be inside, else null: unique, so that two calls at once cannot open two of a lift. */
  @IdColumn({ nullable: true }) openLiftId: string | null;
  /** Whose it was when it was reported. */
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @WordColumn(12, { nullable: true }) usePlace: string | null;
  /** trapped · hurt */
  @WordColumn(8) kind: string;
  @WordColumn(12) state: RescueState;
  @WordColumn(10, { nullable: true }) outcome: Outcome | null;
  @WordColumn(12) source: string;
  @NumberColumn({ nullable: true }) people: number | null;
  @FlagColumn() isHurt: boolean;
  @FlagColumn() isMedical: boolean;
  @FlagColumn() isPanic: boolean;
  @FlagColumn() hasChildren: boolean;
  @FlagColumn() hasElderly: boolean;
  @FlagColumn() isDoubtful: boolean;
  /** Calls that stand: merged ones count, those taken back do not. */
  @NumberColumn() reports: number;
  @InstantColumn({ nullable: true }) occurredAt: number | null;
  @InstantColumn() reportedAt: number;
  /** The first call, or the last that rang anew: within minutes of it further calls are joined quietly. */
  @InstantColumn() lastCallAt: number;
  /** The city's numbers as they were at the report. */
  @JsonColumn() limits: {
    responseMinutes: number;
    arrivalMinutes: number;
    escalateBeforeMinutes: number;
    ringSeconds: number;
  };
  /** When each tier was called and rung last; null: not yet. */
  @InstantColumn({ nullable: true }) tier1At: number | null;
  @InstantColumn({ nullable: true }) tier1RungAt: number | null;
  @InstantColumn({ nullable: true }) tier2At: number | null;
  @InstantColumn({ nullable: true }) tier2RungAt: number | null;
  @InstantColumn({ nullable: true }) tier3At: number | null;
  @InstantColumn({ nullable: true }) tier3RungAt: number | null;
  /** When the desk wrote down that 119, that 120 was telephoned. */
  @InstantColumn({ nullable: true }) fireCalledAt: number | null;
  @InstantColumn({ nullable: true }) ambulanceCalledAt: number | null;
  @InstantColumn({ nullable: true }) acceptedAt: number | null;
  @InstantColumn({ nullable: true }) departedAt: number | null;
  @InstantColumn({ nullable: true }) etaAt: number | null;
  @InstantColumn({ nullable: true }) etaSaidAt: number | null;
  @InstantColumn({ nullable: true }) arrivedAt: number | null;
  @InstantColumn({ nullable: true }) startedAt: number | null;
  @InstantColumn({ nullable: true }) freedAt: number | null;
  @WordColumn(8, { nullable: true }) freedBy: Side | null;
  @NumberColumn({ nullable: true }) freedPeople: number | null;
  @NumberColumn({ nullable: true }) hurtPeople: number | null;
  @InstantColumn({ nullable: true }) restoredAt: number | null;
  @InstantColumn({ nullable: true }) closedAt: number | null;
  /** Once set they stay (EMG-13). */
  @FlagColumn() isResponseLate: boolean;
  @FlagColumn() isArrivalLate: boolean;
  /** none · waiting · complete · suspect */
  @WordColumn(8) evidence: 'none' | 'waiting' | 'complete' | 'suspect';
  @InstantColumn({ nullable: true }) evidenceDueAt: number | null;
  @WordColumn(12, { nullable: true }) causeFirst: FirstCause | null;
  @WordColumn(40) causeSecond: string;
  @WordColumn(100) part: string;
  @WordColumn(500) measures: string;
  @NumberColumn({ nullable: true }) satisfaction: number | null;
  @WordColumn(300) callBack: string;
  @IdColumn({ nullable: true }) movedTo: string | null;
  /** Arrival codes that were not right; too many, and only the owner or the desk can confirm. */
  @NumberColumn() wrongCodes: number;
  /** When the clock looks next; null: nothing comes by itself. */
  @InstantColumn({ nullable: true }) nextAt: number | null;
  /** Counted up with every change: of two at once one wins. */
  @NumberColumn() edition: number;
}
