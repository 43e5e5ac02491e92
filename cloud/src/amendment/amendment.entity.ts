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

/** Somebody's word on a proposal, in the order in which it was given. */
export interface Agreement {
  who: string;
  personId: string;
  as: string;
  role: 'technician' | 'company' | 'owner' | 'district';
  at: number;
  accepted: boolean;
  text: string;
  fileId: string | null;
  sha256: string | null;
  deviceId: string | null;
}

/** A correction or void on its way into the log; what was sealed is read from there (IMM-02). */
@Entity('amendment')
export class AmendmentRow {
  @IdKey() id: string;
  @IdColumn() recordId: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn({ nullable: true }) ownerId: string | null;
  @WordColumn(12) divisionCode: string;
  /** amendment · void */
  @WordColumn(9) kind: string;
  @WordColumn(12, { nullable: true }) cause: string | null;
  @WordColumn(18) state: string;
  @WordColumn(300) reason: string;
  @JsonColumn() corrections: { field: string; label: string; before: string; after: string }[];
  @WordColumn(64) contentHash: string;
  @NumberColumn() number: number;
  @IdColumn() proposedBy: string;
  @WordColumn(16) proposedAs: string;
  @InstantColumn() proposedAt: number;
  @FlagColumn() late: boolean;
  @DayColumn({ nullable: true }) ownerTermOn: string | null;
  @JsonColumn() agreements: Agreement[];
  @InstantColumn({ nullable: true }) endedAt: number | null;
  @WordColumn(64, { nullable: true }) entryHash: string | null;
  /** The record's id while this is open, null afterwards. */
  @IdColumn({ nullable: true }) openRecord: string | null;
}
