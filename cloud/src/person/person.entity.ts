import { Entity } from 'typeorm';
import { IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

@Entity('person')
export class Person {
  @IdKey() id: string;
  @WordColumn(40) name: string;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  /** Blind index of the phone. */
  @WordColumn(64, { nullable: true }) phonePrint: string | null;
  @InstantColumn() createdAt: number;
}
