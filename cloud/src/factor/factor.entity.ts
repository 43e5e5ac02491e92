import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, LongColumn, NumberColumn } from '../kernel/columns';

/** A person's authenticator. Its secret is encrypted, since we must know it to check a code. */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  @LongColumn() secretSealed: string;
  @InstantColumn() madeAt: number;
  /** When the first code proved that the authenticator has it; null: not in force yet. */
  @InstantColumn({ nullable: true }) confirmedAt: number | null;
  /** The time step of the last code taken: none of its steps or before it is taken again. */
  @NumberColumn() lastStep: number;
  /** The authenticator that is to take this one's place, until its first code; this one stays in force so long. */
  @LongColumn({ nullable: true }) nextSealed: string | null;
  @InstantColumn({ nullable: true }) nextMadeAt: number | null;
}

/** A way in without the authenticator, once; only its hash is kept. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn({ type: 'varchar', length: 26 }) personId: string;
  @PrimaryColumn({ type: 'varchar', length: 64 }) codeHash: string;
  @InstantColumn() madeAt: number;
  @InstantColumn({ nullable: true }) usedAt: number | null;
}
