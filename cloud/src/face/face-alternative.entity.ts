import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** Proving who one is without face comparison: a gesture, a partner's code, a person who looks (FACE-07, -08). */
@Entity('face_alternative')
export class FaceAlternative {
  @IdKey() id: string;
  @IdColumn() visitId: string;
  @IdColumn() personId: string;
  @WordColumn(60) gesture: string;
  @InstantColumn() openedAt: number;
  /** Whose presence code was given. */
  @IdColumn({ nullable: true }) partnerId: string | null;
  @NumberColumn() wrongCodes: number;
  /** running · in_review · accepted · rejected */
  @WordColumn(10) outcome: string;
  @WordColumn(500, { nullable: true }) message: string | null;
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  /** Of a gesture issued beforehand, for work without a network; redeemed once. */
  @WordColumn(64, { nullable: true }) ticket: string | null;
}
