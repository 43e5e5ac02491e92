import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, LongColumn, WordColumn } from './columns';

/** The first answer to a write, kept under its request key. */
@Entity('request_key')
export class RequestKey {
  /** Person or device, and the client's key. */
  @PrimaryColumn({ type: 'varchar', length: 160 }) id: string;
  @WordColumn(120) endpoint: string;
  @WordColumn(64) bodyHash: string;
  @LongColumn() reply: string;
  @InstantColumn() createdAt: number;
}
