import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

/** A picture that has been used. Its hash stays, so that no picture is ever used twice; the picture does not. */
@Entity('face_frame')
export class FaceFrame {
  @IdKey() id: string;
  /** Challenge, alternative or template. */
  @IdColumn() subjectId: string;
  @WordColumn(10) direction: string;
  /** Empty when the picture came from a provider. */
  @IdColumn() fileId: string;
  /** The picture itself where there is no file, encrypted. */
  @LongColumn({ nullable: true }) pictureSealed: string | null;
  /** Unique over all time. */
  @WordColumn(64) sha256: string;
  /** What the engine measured, encrypted; gone with the picture. */
  @LongColumn({ nullable: true }) analysisSealed: string | null;
  @InstantColumn() at: number;
  @InstantColumn({ nullable: true }) deletedAt: number | null;
}
