import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** That a template was deleted, for ever and never anything of a face; a restored database must obey it (FACE-13). */
@Entity('face_tombstone')
export class FaceTombstone {
  @IdKey() templateId: string;
  @IdColumn() personId: string;
  @InstantColumn() at: number;
  /** withdrawn · left · replaced · refused */
  @WordColumn(10) reason: string;
}
