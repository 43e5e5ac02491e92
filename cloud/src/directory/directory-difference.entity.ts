import { Entity } from 'typeorm';
import { DayColumn, IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Something the address book said otherwise than we had it, found by a full reading. */
@Entity('directory_difference')
export class DirectoryDifference {
  @IdKey() id: string;
  @IdColumn() syncId: string;
  /** added · changed · gone · moved */
  @WordColumn(20) kind: string;
  @WordColumn(12) subjectKind: string;
  @WordColumn(64) subjectId: string;
  /** The area concerned; empty: of no mapped organisation. */
  @WordColumn(12) divisionCode: string;
  @WordColumn(100) name: string;
  @WordColumn(300) text: string;
  @InstantColumn() foundAt: number;
  @DayColumn({ nullable: true }) repairedOn: string | null;
}
