import { Entity, PrimaryColumn } from 'typeorm';
import { WordColumn } from '../kernel/columns';

/** How far packing has come: `month`, the latest whose packages are planned; `log`, up to where late entries were looked for. */
@Entity('archive_mark')
export class ArchiveMark {
  @PrimaryColumn({ type: 'varchar', length: 20 }) name: string;
  @WordColumn(30) value: string;
}
