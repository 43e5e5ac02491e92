import { Entity, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../kernel/columns';

/** By which number a unit is known; its key makes two units with one number impossible, also at the same moment. */
@Entity('organisation_identity')
export class OrganisationIdentity {
  @PrimaryColumn({ type: 'varchar', length: 90 }) identity: string;
  @IdColumn() organisationId: string;
}
