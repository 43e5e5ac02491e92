import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, WordColumn } from '../kernel/columns';

@Entity('visit_photo')
export class VisitPhoto {
  @PrimaryColumn({ type: 'varchar', length: 26 }) visitId: string;
  @PrimaryColumn({ type: 'varchar', length: 26 }) fileId: string;
  @WordColumn(20) slot: string;
  @IdColumn() personId: string;
  @InstantColumn() createdAt: number;
}
