import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, LongColumn } from '../kernel/columns';

/** What somebody wrote about a task on the way. */
@Entity('task_note')
export class TaskNote {
  @IdKey() id: string;
  @IdColumn() taskId: string;
  @IdColumn() personId: string;
  @LongColumn() text: string;
  @InstantColumn() at: number;
}
