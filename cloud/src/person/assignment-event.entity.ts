import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** Who gave or took which role, when and why; never changed. */
@Entity('assignment_event')
export class AssignmentEvent {
  @IdKey() id: string;
  @IdColumn() assignmentId: string;
  @IdColumn() personId: string;
  @IdColumn() organisationId: string;
  @WordColumn(20) role: string;
  /** given · ended */
  @WordColumn(10) act: string;
  /** console · dingtalk_event · dingtalk_sync · filing · import */
  @WordColumn(20) source: string;
  @InstantColumn() at: number;
  /** The person who did it, where known to us. */
  @IdColumn({ nullable: true }) operatorId: string | null;
  @WordColumn(60) operatorName: string;
  @WordColumn(300) reason: string;
}
