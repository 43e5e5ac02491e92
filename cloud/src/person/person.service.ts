import type { Role } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Singleton } from '@midwayjs/core';
import { type EntityManager, In, MoreThanOrEqual } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Assignment } from './assignment.entity';
import { Certificate } from './certificate.entity';
import { Person } from './person.entity';
import { PersonAccount } from './person-account.entity';

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
    const assignments = await manager.findBy(Assignment, { organisationId, role });
    const ids = assignments
      .filter((assignment) => assignment.untilDay === null)
      .map((assignment) => assignment.personId);
    return ids.length === 0 ? [] : manager.findBy(Person, { id: In(ids) });
  }
}
