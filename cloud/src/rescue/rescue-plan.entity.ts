import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn } from '../kernel/columns';

/** How an organisation frees people (救援预案). Editions are added; the newest is in force. Append-only. */
@Entity('rescue_plan')
export class RescuePlan {
  @IdKey() id: string;
  @IdColumn() organisationId: string;
  @LongColumn() text: string;
  @IdColumn() writtenBy: string;
  @InstantColumn() writtenAt: number;
}
