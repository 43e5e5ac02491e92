import { Entity, PrimaryColumn } from 'typeorm';

/** A quarter of a photograph's perceptual hash; four of them for each photograph attached to a visit. */
@Entity('photo_band')
export class PhotoBand {
  @PrimaryColumn({ type: 'varchar', length: 26 }) companyId: string;
  /** Which quarter × 65 536 + its 16 bits. */
  @PrimaryColumn({ type: 'integer' }) band: number;
  @PrimaryColumn({ type: 'varchar', length: 26 }) fileId: string;
}
