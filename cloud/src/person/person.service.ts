import type { Role } from '@lifttrust/shared-types/kernel/access';
import { Singleton } from '@midwayjs/core';
import { type EntityManager, In, MoreThanOrEqual } from 'typeorm';
import { Assignment } from './assignment.entity';
import { Certificate } from './certificate.entity';
import { Person } from './person.entity';

/** People and what they may do where. */
@Singleton()
export class PersonService {
  /** Certificate item T or A, valid on a day (CODES §7). */
  async holdsCertificate(
    manager: EntityManager,
    personId: string,
    item: string,
    onDay: string,
  ): Promise<boolean> {
    return (await manager.countBy(Certificate, { personId, item, validUntil: MoreThanOrEqual(onDay) })) > 0;
  }

  /** Everybody who now holds a role in an organisation. */
  async peopleWithRole(manager: EntityManager, organisationId: string, role: Role): Promise<Person[]> {
    const assignments = await manager.findBy(Assignment, { organisationId, role });
    const ids = assignments
      .filter((assignment) => assignment.untilDay === null)
      .map((assignment) => assignment.personId);
    return ids.length === 0 ? [] : manager.findBy(Person, { id: In(ids) });
  }
}
