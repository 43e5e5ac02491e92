import { Entity } from 'typeorm';
import {
  IdColumn,
  IdKey,
  InstantColumn,
  JsonColumn,
  LongColumn,
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
  /** local · iai · faceid · people; null from before there was a choice: local. */
  @WordColumn(10, { nullable: true }) provider: string | null;
  /** Address and token of a provider's page, encrypted; gone with the decision. */
  @LongColumn({ nullable: true }) pageSealed: string | null;
  /** The order drawn; only its first `answered + 1` entries are ever told. Empty on a provider's page. */
  @JsonColumn() directions: string[];
  @NumberColumn() answered: number;
  @InstantColumn() openedAt: number;
  @InstantColumn() revealedAt: number;
  /** running · accepted · in_review · rejected */
  @WordColumn(10) outcome: string;
  @WordColumn(60, { nullable: true }) reasonCode: string | null;
  @WordColumn(500, { nullable: true }) message: string | null;
  @RealColumn({ nullable: true }) score: number | null;
  /** With `+c<n>` when the calibration n was in force. */
  @WordColumn(60, { nullable: true }) modelVersion: string | null;
  /** What the score was made of, as JSON (`ScoreParts`); null where nothing was compared here. */
  @LongColumn({ nullable: true }) parts: string | null;
  /** Mean light of the pictures on the scale of whoever measured it. */
  @RealColumn({ nullable: true }) brightness: number | null;
  @WordColumn(60, { nullable: true }) deviceModel: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  /** Of a check issued beforehand, for work without a network; redeemed once. */
  @WordColumn(64, { nullable: true }) ticket: string | null;
}
