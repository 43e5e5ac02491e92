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

/** Index over a sealed record: every column is derived from the log and checked against it by the verifier. */
@Entity('record')
export class MaintenanceRecord {
  @IdKey() id: string;
  @IdColumn() visitId: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  @WordColumn(12) class: string;
  @InstantColumn() startedAt: number;
  @InstantColumn() completedAt: number;
  @DayColumn() completedOn: string;
  @WordColumn(120) place: string;
  @WordColumn(20) rescueCode: string;
  @WordColumn(60) ownNumber: string;
  @WordColumn(120) companyName: string;
  @WordColumn(120) ownerName: string;
  @JsonColumn() technicians: string[];
  @WordColumn(12) validity: string;
  @WordColumn(12) ownerAnswer: string;
  /** original · amended · voided: what grade, exceptions and validity follow (IMM-02). */
  @WordColumn(8) standing: string;
  @WordColumn(20) grade: string;
  @NumberColumn() exceptions: number;
  @DayColumn() nextPlannedOn: string;
  /** Number in the log; null for the moment until it has one. */
  @InstantColumn({ nullable: true }) entrySeq: number | null;
  @WordColumn(64) contentHash: string;
  @WordColumn(16) verificationCode: string;
  /** When it reached the service; null in records from before this was kept. */
  @InstantColumn({ nullable: true }) receivedAt: number | null;
}
