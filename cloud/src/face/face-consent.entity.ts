import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Each giving and each withdrawal of consent, for ever: proof that nobody was enrolled unasked (FACE-03). */
@Entity('face_consent')
export class FaceConsent {
  @IdKey() id: string;
  @IdColumn() personId: string;
  /** given · withdrawn */
  @WordColumn(10) act: string;
  @WordColumn(20) textVersion: string;
  @InstantColumn() at: number;
}
