import type {
  ReportCategory,
  ReportKind,
  ReportState,
  RouteTo,
} from '@lifttrust/shared-types/public-report/public-report.rules';
import { Entity } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** What the public says of a lift or of the platform. Free text may name people: it lies encrypted. */
@Entity('public_report')
export class PublicReport {
  @IdKey() id: string;
  @WordColumn(16) kind: ReportKind;
  @WordColumn(24) category: ReportCategory;
  @WordColumn(12) state: ReportState;
  @IdColumn({ nullable: true }) liftId: string | null;
  /** Who answered for the lift when it was reported. */
  @IdColumn({ nullable: true }) companyId: string | null;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @LongColumn() textSealed: string;
  /** What the unit that it was passed on to reads. */
  @LongColumn({ nullable: true }) unitTextSealed: string | null;
  @NumberColumn({ nullable: true }) stars: number | null;
  /** Blind index of device, lift and day: one evaluation each (PUB-05). */
  @WordColumn(64, { nullable: true }) evaluationPrint: string | null;
  /** none · waiting · shown · hidden */
  @WordColumn(10) publication: 'none' | 'waiting' | 'shown' | 'hidden';
  /** What the public reads of it, once somebody has looked. */
  @LongColumn({ nullable: true }) publicText: string | null;
  /** none · pass · review · risky, by the check of free text outside */
  @WordColumn(10) checkVerdict: 'none' | 'pass' | 'review' | 'risky';
  @WordColumn(16) suspicion: 'none' | 'same_device' | 'same_address';
  @FlagColumn() agreesToBeNamed: boolean;
  /** What the register says, and what it should say; null: no correction. */
  @JsonColumn({ nullable: true }) proposalBefore: object | null;
  @JsonColumn({ nullable: true }) proposalAfter: object | null;
  @IdColumn({ nullable: true }) changeId: string | null;
  @WordColumn(12, { nullable: true }) routeTo: RouteTo | null;
  @IdColumn({ nullable: true }) routeOrganisationId: string | null;
  @WordColumn(60) routeAuthority: string;
  @LongColumn({ nullable: true }) answer: string | null;
  @LongColumn({ nullable: true }) feedback: string | null;
  @WordColumn(16) verdict: 'open' | 'verified' | 'partly' | 'unfounded' | 'not_verifiable';
  /** Verified, and maintenance was the cause: an input for credit (PUB-03). */
  @FlagColumn() byMaintenance: boolean;
  @NumberColumn({ nullable: true }) rating: number | null;
  @InstantColumn() receivedAt: number;
  @InstantColumn({ nullable: true }) acceptedAt: number | null;
  @InstantColumn({ nullable: true }) routedAt: number | null;
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  @InstantColumn({ nullable: true }) fedBackAt: number | null;
  @InstantColumn({ nullable: true }) appealedAt: number | null;
}
