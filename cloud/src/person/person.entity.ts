import { Entity } from 'typeorm';
import { IdKey, InstantColumn, LongColumn, WordColumn } from '../kernel/columns';

@Entity('person')
export class Person {
  @IdKey() id: string;
  @WordColumn(40) name: string;
  @LongColumn({ nullable: true }) phoneSealed: string | null;
  /** Blind index of the phone. */
  @WordColumn(64, { nullable: true }) phonePrint: string | null;
  /** 公民身份号码, also the number of every certificate the person holds. */
  @LongColumn({ nullable: true }) idNumberSealed: string | null;
  /** Blind index of the number: people are matched by it, never by their name. */
  @WordColumn(64, { nullable: true }) idNumberPrint: string | null;
  @InstantColumn() createdAt: number;
}
