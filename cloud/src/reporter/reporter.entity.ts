import type { ReporterKind } from '@lifttrust/shared-types/reporter/reporter.rules';
import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/** Somebody without a login who may come back to what they started: a secret, and perhaps a telephone for a while. */
@Entity('reporter')
export class Reporter {
  @IdKey() id: string;
  @WordColumn(24) kind: ReporterKind;
  @IdColumn() subjectId: string;
  /** SHA-256 of the secret, hexadecimal; the secret itself is kept nowhere. */
  @WordColumn(64) tokenHash: string;
  /** Blind index of the client's own key for the act, so that the same act sent twice is done once. */
  @WordColumn(64, { nullable: true }) askedPrint: string | null;
  @WordColumn(64) devicePrint: string;
  @WordColumn(64) addressPrint: string;
  @LongColumn({ nullable: true }) callbackSealed: string | null;
  @InstantColumn() givenAt: number;
  @InstantColumn() expiresAt: number;
}
