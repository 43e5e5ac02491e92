import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, RealColumn, WordColumn } from '../kernel/columns';

/** A question to a person: is this the technician they say they are? */
@Entity('face_review')
export class FaceReview {
  @IdKey() id: string;
  /** enrolment · face_check · alternative */
  @WordColumn(12) kind: string;
  /** Template, challenge or alternative. */
  @IdColumn() subjectId: string;
  @IdColumn() personId: string;
  @IdColumn() companyId: string;
  @WordColumn(12) divisionCode: string;
  @IdColumn({ nullable: true }) visitId: string | null;
  @WordColumn(200) reason: string;
  @RealColumn({ nullable: true }) score: number | null;
  /** waiting · accepted · rejected */
  @WordColumn(10) state: string;
  @InstantColumn() createdAt: number;
  @WordColumn(40, { nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(200, { nullable: true }) decisionReason: string | null;
}
