import { Entity, PrimaryColumn } from 'typeorm';
import { WordColumn } from '../kernel/columns';

/** 行政区划 / 监管辖区. Codes are prefixes: a district begins with its city's two or four digits. */
@Entity('division')
export class Division {
  @PrimaryColumn({ type: 'varchar', length: 12 }) code: string;
  @WordColumn(60) name: string;
}
