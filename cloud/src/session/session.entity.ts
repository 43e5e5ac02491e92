import { Entity, PrimaryColumn } from 'typeorm';
import { FlagColumn, IdColumn, IdKey, InstantColumn, NumberColumn, WordColumn } from '../kernel/columns';

@Entity('session')
export class Session {
  @IdKey() id: string;
  /** SHA-256 of the token; the token itself is nowhere. */
  @WordColumn(64) tokenHash: string;
  @IdColumn() personId: string;
  @IdColumn() assignmentId: string;
  @WordColumn(20) channel: string;
  @WordColumn(64) deviceId: string;
  @WordColumn(200) deviceText: string;
  @InstantColumn() createdAt: number;
  /** Until when the present token is taken. */
  @InstantColumn() expiresAt: number;
  @InstantColumn({ nullable: true }) endedAt: number | null;
  /** However often it is renewed, it ends here. */
  @InstantColumn({ nullable: true }) limitAt: number | null;
  @FlagColumn({ nullable: true }) isDesk: boolean | null;
  /** none · wanted · passed */
  @WordColumn(10, { nullable: true }) factor: string | null;
  @InstantColumn({ nullable: true }) renewedAt: number | null;
  @WordColumn(30, { nullable: true }) endedReason: string | null;
}

/** A refresh token that was given out, as its hash; kept when used, so that a second use is seen. */
@Entity('session_refresh')
export class SessionRefresh {
  @PrimaryColumn({ type: 'varchar', length: 64 }) tokenHash: string;
  @IdColumn() sessionId: string;
  @InstantColumn() madeAt: number;
  @InstantColumn() untilAt: number;
  @InstantColumn({ nullable: true }) usedAt: number | null;
}

/** Failures of an account or an address, and until when it is locked. */
@Entity('sign_in_lock')
export class SignInLock {
  /** `factor:<person>`, `account:<hash>`, `address:<ip>` */
  @PrimaryColumn({ type: 'varchar', length: 120 }) subject: string;
  @NumberColumn() failures: number;
  @InstantColumn() firstAt: number;
  @InstantColumn({ nullable: true }) lockedUntil: number | null;
}
