import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A piece of an evidence file: one object in the store. Together the pieces are the file. */
@Entity('call_up_part')
export class CallUpPart {
  @IdKey() id: string;
  @IdColumn() callUpId: string;
  /** Of which packing: pieces of one that broke off belong to no file. */
  @IdColumn() claimId: string;
  /** 1, 2, 3 … without gaps. */
  @NumberColumn() number: number;
  @WordColumn(120) objectKey: string;
  @WordColumn(64) sha256: string;
  @InstantColumn() bytes: number;
}
