import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, WordColumn } from '../kernel/columns';

/** One person in two maintenance companies at a time (ORG-09): a suspicion that the regulator decides. */
@Entity('employment_conflict')
export class EmploymentConflict {
  @IdKey() id: string;
  @IdColumn() personId: string;
  @IdColumn() firstOrganisationId: string;
  @IdColumn() secondOrganisationId: string;
  /** open · decided */
  @WordColumn(10) state: string;
  @InstantColumn() foundAt: number;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: number | null;
  /** first_ended · second_ended · explained; empty while open */
  @WordColumn(20) outcome: string;
  @WordColumn(300) reason: string;
}
