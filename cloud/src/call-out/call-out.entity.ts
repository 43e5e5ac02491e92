import { Entity } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** 急修: one fault of one lift, from the first report until it is closed. What is late is computed, never stored. */
@Entity('call_out')
export class CallOutRow {
  @IdKey() id: string;
  @IdColumn() liftId: string;
  /** Who maintains the lift; null: nobody did when it was reported. */
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  /** call-out.rules.ts: `callOutStates` */
  @WordColumn(16) state: string;
  @WordColumn(12) source: string;
  @WordColumn(12) sign: string;
  @WordColumn(300) text: string;
  @FlagColumn() onStopped: boolean;
  /** The lift's id while further reports of it join this one; unique, so that of two at once one joins the other. */
  @IdColumn({ nullable: true }) openKey: string | null;
  @IdColumn({ nullable: true }) mergedInto: string | null;
  @WordColumn(80, { nullable: true }) service: string | null;
  @WordColumn(60, { nullable: true }) servicePermit: string | null;
  @InstantColumn() reportedAt: number;
  @InstantColumn({ nullable: true }) dispatchedAt: number | null;
  @InstantColumn({ nullable: true }) acceptedAt: number | null;
  @InstantColumn({ nullable: true }) arrivedAt: number | null;
  @InstantColumn({ nullable: true }) finishedAt: number | null;
  @InstantColumn({ nullable: true }) confirmedAt: number | null;
  @InstantColumn({ nullable: true }) closedAt: number | null;
  /** repaired · no_fault */
  @WordColumn(12, { nullable: true }) outcome: string | null;
  @WordColumn(12, { nullable: true }) cause: string | null;
  @WordColumn(500) work: string;
  @WordColumn(200) feedback: string;
  @JsonColumn() serviceReportIds: string[];
  @NumberColumn() returnCount: number;
  @WordColumn(300, { nullable: true }) majorScope: string | null;
  @WordColumn(60, { nullable: true }) majorNoticeNumber: string | null;
  @DayColumn({ nullable: true }) majorNoticeOn: string | null;
  @WordColumn(60, { nullable: true }) majorInspectionNumber: string | null;
  @DayColumn({ nullable: true }) majorInspectedOn: string | null;
  /** For how many terms without an answer people have been told; null: none. */
  @NumberColumn({ nullable: true }) toldTerms: number | null;
}
