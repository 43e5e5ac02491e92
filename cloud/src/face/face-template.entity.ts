import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/**
 * An enrolment. Faces lie encrypted under a key outside the database. Once refused or withdrawn the row is a
 * tombstone without them, which a restored backup must obey (DECISIONS 27).
 */
@Entity('face_template')
export class FaceTemplate {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @IdColumn() consentId: string;
  /** in_review · enrolled · refused · withdrawn · replaced · left */
  @WordColumn(10) state: string;
  /** Embeddings of the three frames by our own engine; null where it did not see them. */
  @LongColumn({ nullable: true }) embeddingsSealed: string | null;
  /** One small picture for the eyes of a reviewer, and for providers that compare pictures. */
  @LongColumn({ nullable: true }) portraitSealed: string | null;
  /** Of the embeddings; `portrait` where there are none. */
  @WordColumn(60) modelVersion: string;
  @WordColumn(200, { nullable: true }) reason: string | null;
  @InstantColumn() createdAt: number;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @InstantColumn({ nullable: true }) deletedAt: number | null;
}
