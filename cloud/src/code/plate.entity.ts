import { Entity, PrimaryColumn } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  NumberColumn,
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** Codes that were printed together. Append-only. */
@Entity('plate_print')
export class PlatePrintRow {
  @IdKey() id: string;
  /** sheet · plate */
  @WordColumn(8) form: string;
  @NumberColumn() lifts: number;
  @FlagColumn() isReprint: boolean;
  @WordColumn(200) reason: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @InstantColumn() at: number;
}

/** One of them. Append-only. */
@Entity('plate_print_code')
export class PlatePrintCode {
  @IdColumn({ primary: true }) printId: string;
  @PrimaryColumn({ type: 'varchar', length: 40 }) token: string;
  @IdColumn() liftId: string;
  @InstantColumn() at: number;
}

/** Who stuck a code to a lift, and what they read there. Append-only. */
@Entity('sticking')
export class StickingRow {
  @IdKey() id: string;
  @WordColumn(40) token: string;
  @IdColumn() liftId: string;
  @IdColumn() companyId: string;
  @IdColumn() personId: string;
  @WordColumn(60) ownNumber: string;
  @WordColumn(60) registration: string;
  @IdColumn() photoId: string;
  @RealColumn({ nullable: true }) lng: number | null;
  @RealColumn({ nullable: true }) lat: number | null;
  @WordColumn(8, { nullable: true }) crs: string | null;
  @RealColumn({ nullable: true }) accuracyMetres: number | null;
  @InstantColumn() at: number;
}
