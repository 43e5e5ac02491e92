import { Entity, PrimaryColumn } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  InstantColumn,
  LongColumn,
  NumberColumn,
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** What one technician has proven at one visit. Fixes are encrypted; verdict and distance are what others need. */
@Entity('presence')
export class Presence {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  @WordColumn(64, { nullable: true }) deviceId: string | null;
  @InstantColumn({ nullable: true }) codeAt: number | null;
  /** Largest difference seen between the phone's clock and ours, ms. */
  @InstantColumn() skewMs: number;
  @InstantColumn({ nullable: true }) positionAt: number | null;
  @WordColumn(14) positionVerdict: string;
  @RealColumn({ nullable: true }) distanceMetres: number | null;
  @RealColumn({ nullable: true }) accuracyMetres: number | null;
  @LongColumn({ nullable: true }) fixSealed: string | null;
  @FlagColumn({ nullable: true }) isMock: boolean | null;
  @IdColumn({ nullable: true }) positionEvidenceId: string | null;
  @WordColumn(12) identity: string;
  @WordColumn(12, { nullable: true }) identityMethod: string | null;
  @RealColumn({ nullable: true }) identityScore: number | null;
  @WordColumn(60, { nullable: true }) identityModel: string | null;
  @InstantColumn({ nullable: true }) identityAt: number | null;
  @InstantColumn({ nullable: true }) startedAt: number | null;
  @InstantColumn({ nullable: true }) checkedOutAt: number | null;
  @WordColumn(14, { nullable: true }) outVerdict: string | null;
  @RealColumn({ nullable: true }) outDistanceMetres: number | null;
  @LongColumn({ nullable: true }) outFixSealed: string | null;
  /** Some step was taken without a network. */
  @FlagColumn({ nullable: true }) isOffline: boolean | null;
  /** The service's time that the phone counted from before it started, the latest of these. */
  @InstantColumn({ nullable: true }) anchorAt: number | null;
  /** When the last step taken without a network came. */
  @InstantColumn({ nullable: true }) receivedAt: number | null;
  @InstantColumn({ nullable: true }) clockJumpMs: number | null;
  @NumberColumn({ nullable: true }) untrustedSteps: number | null;
}
