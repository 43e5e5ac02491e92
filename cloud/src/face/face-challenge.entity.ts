import { Entity } from 'typeorm';
import {
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  NumberColumn,
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** One try of one person at one visit. Keeps result, score and model version, never a face (FACE-05). */
@Entity('face_challenge')
export class FaceChallenge {
  @IdKey() id: string;
  @IdColumn() visitId: string;
  @IdColumn() personId: string;
  /** The order drawn; only its first `answered + 1` entries are ever told. */
  @JsonColumn() directions: string[];
  @NumberColumn() answered: number;
  @InstantColumn() openedAt: number;
  @InstantColumn() revealedAt: number;
  /** running · accepted · in_review · rejected */
  @WordColumn(10) outcome: string;
  @WordColumn(60, { nullable: true }) reasonCode: string | null;
  @WordColumn(500, { nullable: true }) message: string | null;
  @RealColumn({ nullable: true }) score: number | null;
  @WordColumn(60, { nullable: true }) modelVersion: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
}
