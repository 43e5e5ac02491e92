import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { Side } from '@lifttrust/shared-types/rescue/rescue.words';
import { Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Clause, coverClause, covers } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import type { Entrapment } from './entrapment.entity';
import { Summons } from './summons.entity';

/** For which side a role acts at the lift; the desk frees nobody. */
export const sideOf = (actor: Actor): Side => {
  if (actor.role === 'rescuer') return 'station';
  if (actor.role === 'technician' || actor.role === 'company_admin') return 'company';
  return actor.role === 'owner_officer' || actor.role === 'owner_admin' ? 'owner' : 'desk';
};

/** Who sees an entrapment: those whose lift it is, the district, and whoever was called to it from elsewhere. */
@Singleton()
export class RescueSight {
  /** @throws not_found to everybody else */
  async mustSee(manager: EntityManager, one: Entrapment | null, actor: Actor): Promise<Entrapment> {
    if (!one || !(await this.sees(manager, one, actor))) throw AppError.notFound();
    return one;
  }

  async sees(manager: EntityManager, one: Entrapment, actor: Actor): Promise<boolean> {
    const { organisationId } = actor;
    return covers(actor, one) || manager.existsBy(Summons, { entrapmentId: one.id, organisationId });
  }

  /** The same rule as a condition for lists over the alias `one`. */
  clause(actor: Actor): Clause {
    const own = coverClause(actor, 'one');
    const called = 'one.id IN (SELECT s.entrapment_id FROM rescue_summons s WHERE s.organisation_id = :unit)';
    return {
      sql: `(${own.sql} OR ${called})`,
      parameters: { ...own.parameters, unit: actor.organisationId },
    };
  }
}
