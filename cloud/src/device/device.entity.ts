import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** A device on which a person has signed in through one platform; with a day on which it becomes the working one. */
@Entity('device')
export class DeviceRow {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @WordColumn(20) channel: string;
  /** The random id that the app keeps (DECISIONS 20). */
  @WordColumn(64) deviceId: string;
  @WordColumn(200) text: string;
  @InstantColumn() firstAt: number;
  @InstantColumn({ nullable: true }) trustedFrom: number | null;
}

/** Somebody asks to work on another device. */
@Entity('device_change')
export class DeviceChangeRow {
  @IdKey() id: string;
  /** Of `device`. */
  @IdColumn() deviceKey: string;
  @IdColumn() personId: string;
  /** Whose admin decides. */
  @IdColumn() organisationId: string;
  @WordColumn(200) reason: string;
  @InstantColumn() askedAt: number;
  /** waiting · approved · refused · withdrawn */
  @WordColumn(10) state: string;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @WordColumn(200) decision: string;
  @InstantColumn({ nullable: true }) effectiveAt: number | null;
}
