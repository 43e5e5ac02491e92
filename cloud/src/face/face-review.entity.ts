import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, RealColumn, WordColumn } from '../kernel/columns';

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
  /** What the reviewer saw in the pictures (`ReviewFlag`), separated by commas. */
  @WordColumn(120, { nullable: true }) flags: string | null;
  /** Whose account looks like the same person's. */
  @IdColumn({ nullable: true }) otherPersonId: string | null;
  /** A reviewer's word that both accounts are one person's. */
  @FlagColumn({ nullable: true }) samePerson: boolean | null;
  /** Who would not accept, while a second reviewer has not said so yet. */
  @IdColumn({ nullable: true }) firstById: string | null;
  @WordColumn(40, { nullable: true }) firstBy: string | null;
  @InstantColumn({ nullable: true }) firstAt: number | null;
  @WordColumn(200, { nullable: true }) firstReason: string | null;
}
