import { Entity } from 'typeorm';
import { IdKey, InstantColumn, JsonColumn } from '../kernel/columns';

/** What has been told about a lift's next visit: keys of `warningDue`, the newest last. */
@Entity('plan_told')
export class PlanTold {
  @IdKey() liftId: string;
  @JsonColumn() warnings: string[];
  @InstantColumn() toldAt: number;
}
