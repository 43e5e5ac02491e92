import { Entity } from 'typeorm';
import { IdKey, InstantColumn, JsonColumn } from '../kernel/columns';

/** What has been told about a lift's periodic items, the newest last. */
@Entity('periodic_told')
export class PeriodicTold {
  @IdKey() liftId: string;
  @JsonColumn() warnings: string[];
  @InstantColumn() toldAt: number;
}
