import type { Side, Tier } from '@lifttrust/shared-types/rescue/rescue.words';
import { Entity } from 'typeorm';
import {
  IdColumn,
  IdKey,
  InstantColumn,
  LongColumn,
  NumberColumn,
  RealColumn,
  WordColumn,
} from '../kernel/columns';

/** Somebody was called to an entrapment: once each, rung as often as it takes. */
@Entity('rescue_summons')
export class Summons {
  @IdKey() id: string;
  @IdColumn() entrapmentId: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @WordColumn(8) side: Side;
  @NumberColumn() tier: Tier;
  /** called · accepted · declined */
  @WordColumn(8) state: 'called' | 'accepted' | 'declined';
  @InstantColumn() calledAt: number;
  @NumberColumn() rings: number;
  @InstantColumn({ nullable: true }) answeredAt: number | null;
  @WordColumn(100) reason: string;
  @InstantColumn({ nullable: true }) etaAt: number | null;
  @InstantColumn({ nullable: true }) departedAt: number | null;
  @InstantColumn({ nullable: true }) arrivedAt: number | null;
  /** position · code · confirmed · on_site */
  @WordColumn(10, { nullable: true }) arrivalProof: 'position' | 'code' | 'confirmed' | 'on_site' | null;
  @RealColumn({ nullable: true }) distanceMetres: number | null;
  @LongColumn({ nullable: true }) fixSealed: string | null;
  @InstantColumn({ nullable: true }) planStartedAt: number | null;
}
