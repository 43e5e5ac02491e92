import type { CallUpPurpose } from '@lifttrust/shared-types/evidence/evidence.rules';
import { Entity } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  IdKey,
  InstantColumn,
  NumberColumn,
  WordColumn,
} from '../kernel/columns';

/** 调阅: who called up which records, when and what for. Nothing of it changes but its end and its file. */
@Entity('call_up')
export class CallUpRow {
  @IdKey() id: string;
  @WordColumn(24) purpose: CallUpPurpose;
  @WordColumn(60) reference: string;
  @WordColumn(500) reason: string;
  @IdColumn() organisationId: string;
  @IdColumn() personId: string;
  @InstantColumn() at: number;
  @DayColumn({ nullable: true }) fromDay: string | null;
  @DayColumn({ nullable: true }) untilDay: string | null;
  @InstantColumn() endsAt: number;
  @InstantColumn() shownFrom: number;
  @InstantColumn({ nullable: true }) closedAt: number | null;
  @IdColumn({ nullable: true }) closedBy: string | null;
  @WordColumn(300) outcome: string;
  /** preparing · ready · failed */
  @WordColumn(10) state: 'preparing' | 'ready' | 'failed';
  @FlagColumn() withPhotos: boolean;
  /** Who packs it now, and when they were last heard of. */
  @IdColumn({ nullable: true }) claimId: string | null;
  @InstantColumn({ nullable: true }) progressAt: number | null;
  @NumberColumn() tries: number;
  @InstantColumn({ nullable: true }) bytes: number | null;
  @WordColumn(64, { nullable: true }) sha256: string | null;
}
