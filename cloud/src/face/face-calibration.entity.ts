import type { CalibrationEffect } from '@lifttrust/shared-types/face/face.calibration.rules';
import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, JsonColumn, NumberColumn, RealColumn, WordColumn } from '../kernel/columns';

/** How near strangers are to each other in general, worked out anew each day; in force once somebody has applied it. */
@Entity('face_calibration')
export class FaceCalibration {
  @PrimaryColumn({ type: 'integer' }) version: number;
  @WordColumn(60) modelVersion: string;
  /** Enrolled people it was made from. */
  @NumberColumn() people: number;
  @RealColumn() mean: number;
  @RealColumn() spread: number;
  /** Checks of so many days were scored anew to show the effect. */
  @NumberColumn() days: number;
  @JsonColumn() effect: CalibrationEffect;
  /** proposed · applied · discarded */
  @WordColumn(10) state: string;
  @InstantColumn() madeAt: number;
  @WordColumn(40, { nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @WordColumn(200, { nullable: true }) reason: string | null;
}
