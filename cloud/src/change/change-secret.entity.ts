import { Entity } from 'typeorm';
import { IdKey, LongColumn } from '../kernel/columns';

/** What of a request may not lie in the clear: telephone and ID numbers, as one sealed JSON text. */
@Entity('change_secret')
export class ChangeSecret {
  @IdKey() changeId: string;
  @LongColumn() secretSealed: string;
}
