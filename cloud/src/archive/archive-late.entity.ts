import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, WordColumn } from '../kernel/columns';

/** A record of which something was sealed after its month had been packed (RET-05). */
@Entity('archive_late')
export class ArchiveLate {
  @IdKey() id: string;
  @WordColumn(7) month: string;
  @WordColumn(8) side: 'company' | 'owner';
  @IdColumn() unitId: string;
  @WordColumn(12) divisionCode: string;
  @IdColumn() recordId: string;
  @IdColumn() liftId: string;
  @DayColumn() noticedOn: string;
  /** The supplementary package that holds it; null while it waits for one. */
  @IdColumn({ nullable: true }) archiveId: string | null;
}
