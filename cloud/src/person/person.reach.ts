import { actsByArea, roles as allRoles, type Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from './assignment.entity';
import { isNotOver } from './assignment.held';

const RoleName = z.enum(allRoles);

/** A role somebody holds or held. */
export interface HeldRole {
  organisationId: string;
  organisationName: string;
  organisationKind: string;
  divisionCode: string;
  role: Role;
  from: string;
  until: string | null;
  isCurrent: boolean;
}

/** Whose people are whose business: a unit's own, or those of an area's units. */
@Singleton()
export class PersonReach {
  @Inject() clock: Clock;

  /** The person's roles within the actor's reach, newest first; nobody's business: the person does not exist. */
  async unitsOf(manager: EntityManager, personId: string, actor: Actor): Promise<HeldRole[]> {
    const held = await this.rolesOf(manager, personId);
    const reached = held.filter((role) => reaches(actor, role));
    if (reached.length === 0) throw AppError.notFound();
    return reached;
  }

  /** All of them, whoever asks; for rules, not for eyes. */
  async rolesOf(manager: EntityManager, personId: string): Promise<HeldRole[]> {
    const assignments = await manager.find(Assignment, { where: { personId }, order: { id: 'DESC' } });
    const today = dayOf(this.clock.now());
    const roles: HeldRole[] = [];
    for (const assignment of assignments) {
      const { organisationId, role, fromDay, untilDay } = assignment;
      const organisation = await manager.findOneBy(Organisation, { id: organisationId });
      if (!organisation) continue;
      roles.push({
        organisationId,
        organisationName: organisation.name,
        organisationKind: organisation.kind,
        divisionCode: organisation.divisionCode,
        role: RoleName.parse(role),
        from: fromDay,
        until: untilDay,
        isCurrent: isNotOver(assignment, today),
      });
    }
    return roles;
  }

  async mustReachUnit(manager: EntityManager, organisationId: string, actor: Actor): Promise<Organisation> {
    const organisation = await manager.findOneBy(Organisation, { id: organisationId });
    if (!organisation || !reaches(actor, { organisationId, divisionCode: organisation.divisionCode }))
      throw AppError.notFound();
    return organisation;
  }
}

function reaches(actor: Actor, unit: Pick<HeldRole, 'organisationId' | 'divisionCode'>): boolean {
  if (actsByArea(actor.role))
    return actor.divisionCode !== '' && unit.divisionCode.startsWith(actor.divisionCode);
  return unit.organisationId === actor.organisationId;
}
