import type { HeldKind } from '@lifttrust/shared-types/hold/hold.rules';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Placed once, released at most once, never changed otherwise and never deleted. */
@Entity('legal_hold')
export class LegalHold {
  @IdKey() id: string;
  @WordColumn(10) subjectKind: HeldKind;
  @IdColumn() subjectId: string;
  /** Where the subject lay; a company's: the office's area. */
  @WordColumn(12) divisionCode: string;
  /** Of the office that placed it. */
  @WordColumn(12) area: string;
  @WordColumn(60) reference: string;
  @WordColumn(300) reason: string;
  @IdColumn() officeId: string;
  @IdColumn() placedBy: string;
  @InstantColumn() placedAt: number;
  @InstantColumn({ nullable: true }) releasedAt: number | null;
  @IdColumn({ nullable: true }) releasedBy: string | null;
  @IdColumn({ nullable: true }) releasedOfficeId: string | null;
  @WordColumn(300) releaseReason: string;
}
