import { Entity } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

/** A part that was put in; of a safety component whose it is, by which type test, and what the old one looked like. */
@Entity('call_out_part')
export class CallOutPart {
  @IdKey() id: string;
  @IdColumn() callOutId: string;
  @WordColumn(60) name: string;
  @NumberColumn() quantity: number;
  @FlagColumn() isSafety: boolean;
  @WordColumn(80) maker: string;
  @WordColumn(60) typeTestNumber: string;
  @IdColumn({ nullable: true }) oldPhotoId: string | null;
  @InstantColumn() createdAt: number;
}

/** A photograph of the repair. */
@Entity('call_out_photo')
export class CallOutPhoto {
  @IdKey() fileId: string;
  @IdColumn() callOutId: string;
  @WordColumn(12) slot: string;
  @InstantColumn() createdAt: number;
}
