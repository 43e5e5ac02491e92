import { Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, FlagColumn, IdColumn, InstantColumn } from '../kernel/columns';

/** An owner has reported everybody whom one of its lifts needs: written once, never changed (ORG-05). */
@Entity('officer_report')
export class OfficerReportRow {
  /** Lift, owner and the day the duty began: what is fulfilled once. */
  @PrimaryColumn({ type: 'varchar', length: 70 }) duty: string;
  @IdColumn() liftId: string;
  @IdColumn() ownerId: string;
  @DayColumn() sinceDay: string;
  @DayColumn() reportBy: string;
  @InstantColumn() reportedAt: number;
  @IdColumn({ nullable: true }) reportedBy: string | null;
  @FlagColumn() isLate: boolean;
}

export const dutyKey = (liftId: string, ownerId: string, sinceDay: string): string =>
  `${liftId}:${ownerId}:${sinceDay}`;

/** SQL: the present owner has fulfilled its present duty; `and`: a further condition on the report `r`. */
export const reportedNow = (lift: string, and = '1 = 1'): string =>
  `EXISTS (SELECT 1 FROM officer_report r WHERE r.lift_id = ${lift}.id AND r.owner_id = ${lift}.owner_id
    AND (${lift}.owner_since IS NULL OR r.since_day >= ${lift}.owner_since)
    AND (${lift}.in_use_since IS NULL OR r.since_day >= ${lift}.in_use_since) AND ${and})`;
