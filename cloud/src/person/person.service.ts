import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { OrganisationKind, rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, MoreThan, MoreThanOrEqual } from 'typeorm';
import { Clock } from '../kernel/clock';
import { groupedBy } from '../kernel/grouped-by';
import type { Transaction } from '../kernel/unit-of-work';
import { Assignment } from './assignment.entity';
import { isNotOver } from './assignment.held';
import { Certificate } from './certificate.entity';
import { Person } from './person.entity';
import { PersonAccount } from './person-account.entity';

/** People and what they may do where. */
@Singleton()
export class PersonService {
  @Inject() clock: Clock;

  /** Certificate item T or A, valid on a day (CODES §7); one withdrawn later was valid until then. */
  async holdsCertificate(
    manager: EntityManager,
    personId: string,
    item: string,
    onDay: string,
  ): Promise<boolean> {
    const valid = { personId, item, validUntil: MoreThanOrEqual(onDay) };
    const standing = [IsNull(), MoreThan(onDay)].map((endedOn) => ({ ...valid, endedOn }));
    return (await manager.countBy(Certificate, standing)) > 0;
  }

  /** Who stands behind an account of a chat platform; the first name that is known decides. */
  async personOfAccount(manager: EntityManager, channel: string, names: string[]): Promise<string | null> {
    const accounts = await manager.findBy(PersonAccount, { channel, externalId: In(names) });
    const known = names.flatMap((name) => accounts.find((account) => account.externalId === name) ?? []);
    return known[0]?.personId ?? null;
  }

  /** Binds an account to a person, once and for good; an account stands for one person only. */
  async bindAccount(tx: Transaction, channel: string, externalId: string, personId: string): Promise<void> {
    const bound = await tx.manager.findOneBy(PersonAccount, { channel, externalId });
    if (bound?.personId === personId) return;
    if (bound)
      throw AppError.conflict('person.account_taken', '这个账号已经绑定给另一个人，请先核实是谁的账号。');
    await tx.manager.insert(PersonAccount, { channel, externalId, personId, boundAt: tx.at });
    await tx.audit('person.account_bound', 'person', personId, { channel });
  }

  /** Everybody who now holds a role in an organisation. */
  async peopleWithRole(manager: EntityManager, organisationId: string, role: Role): Promise<Person[]> {
    return this.peopleIn(manager, organisationId, [role]);
  }

  named(manager: EntityManager, personIds: readonly string[]): Promise<Person[]> {
    return manager.findBy(Person, { id: In([...personIds]) });
  }

  /** The administrators of an organisation of a kind: who is told and who has to act. */
  async adminsOf(manager: EntityManager, organisation: { id: string; kind: string }): Promise<Person[]> {
    const [first] = rolesOfKind[OrganisationKind.parse(organisation.kind)];
    return first ? this.peopleIn(manager, organisation.id, [first]) : [];
  }

  /** The same of many organisations at once; those without anybody are not in it. */
  async idsWithRole(
    manager: EntityManager,
    organisationIds: readonly string[],
    role: Role,
  ): Promise<Map<string, string[]>> {
    if (organisationIds.length === 0) return new Map();
    const assignments = await manager.findBy(Assignment, { organisationId: In([...organisationIds]), role });
    const today = dayOf(this.clock.now());
    const held = groupedBy(
      assignments.filter((one) => isNotOver(one, today)),
      ({ organisationId }) => organisationId,
    );
    return new Map(
      [...held].map(([id, some]) => [id, [...new Set(some.map(({ personId }) => personId))]] as const),
    );
  }

  private async peopleIn(manager: EntityManager, organisationId: string, roles: Role[]): Promise<Person[]> {
    const assignments = await manager.findBy(Assignment, { organisationId, role: In(roles) });
    const today = dayOf(this.clock.now());
    // Whoever leaves at the end of the month is here until then.
    const ids = assignments.filter((held) => isNotOver(held, today)).map(({ personId }) => personId);
    return ids.length === 0 ? [] : manager.findBy(Person, { id: In(ids) });
  }
}
