import { Entity } from 'typeorm';
import { IdColumn, IdKey, InstantColumn, NumberColumn } from '../kernel/columns';

/** How often a company's levels have changed: who changes an older edition hears that it is no longer so. */
@Entity('staff_tree')
export class StaffTree {
  @IdKey() organisationId: string;
  @NumberColumn() edition: number;
  @InstantColumn() changedAt: number;
  @IdColumn() changedBy: string;
}
