import { actsByArea, type Role } from '@lifttrust/shared-types/kernel/access';
import type { Reach } from '@lifttrust/shared-types/message/message.channel.rules';
import { type EntityManager, In, IsNull, MoreThanOrEqual } from 'typeorm';
import { DirectoryPerson } from '../directory/directory-person.entity';
import { groupedBy } from '../kernel/grouped-by';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { PersonAccount } from '../person/person-account.entity';

/** A person's telephone number as it lies in the database, encrypted; null when none is known. */
export async function sealedPhoneOf(manager: EntityManager, personId: string): Promise<string | null> {
  const person = await manager.findOneBy(Person, { id: personId });
  return person?.phoneSealed ?? null;
}

/** The person's userid in the corporation as last read from its address book; null when it is not there. */
export async function userIdOf(manager: EntityManager, personId: string): Promise<string | null> {
  const member = await manager.findOneBy(DirectoryPerson, { personId, goneAt: IsNull() });
  return member?.id ?? null;
}

/** The names under which a person has signed in at a platform. */
export async function accountsOf(
  manager: EntityManager,
  personId: string,
  channel: 'dingtalk' | 'wechat',
): Promise<string[]> {
  const accounts = await manager.findBy(PersonAccount, { personId, channel });
  return accounts.map(({ externalId }) => externalId);
}

export async function personOfAccount(
  manager: EntityManager,
  channel: string,
  names: string[],
): Promise<string | null> {
  const account = await manager.findOneBy(PersonAccount, { channel, externalId: In(names) });
  return account?.personId ?? null;
}

/** How each of these people can be reached on a day; three questions, however many they are. Who leaves later is here. */
export async function reachOf(
  manager: EntityManager,
  personIds: string[],
  day: string,
): Promise<Map<string, Reach>> {
  if (personIds.length === 0) return new Map();
  const personId = In(personIds);
  const accounts = await manager.findBy(PersonAccount, { personId });
  const members = await manager.findBy(DirectoryPerson, { personId, goneAt: IsNull() });
  const assignments = await manager.findBy(Assignment, [
    { personId, endedAt: IsNull(), untilDay: IsNull() },
    { personId, endedAt: IsNull(), untilDay: MoreThanOrEqual(day) },
  ]);
  const held = groupedBy(assignments, (one) => one.personId);
  const names = new Set(accounts.map((account) => `${account.channel} ${account.personId}`));
  const inDirectory = new Set(members.map((member) => member.personId));
  const reach = (id: string): Reach => {
    const roles = held.get(id) ?? [];
    return {
      isOwner: roles.length > 0 && roles.every(({ role }) => role.startsWith('owner_')),
      hasDingtalk: names.has(`dingtalk ${id}`) || inDirectory.has(id),
      hasWechat: names.has(`wechat ${id}`),
    };
  };
  return new Map(personIds.map((id) => [id, reach(id)]));
}

/** The unit that answers for a person's data; null for somebody who works nowhere any more. */
export async function unitOf(
  manager: EntityManager,
  personId: string,
): Promise<{ organisationId: string; divisionCode: string } | null> {
  const found: { organisationId: string; divisionCode: string } | undefined = await manager
    .createQueryBuilder(Assignment, 'a')
    .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
    .select(['o.id AS organisationId', 'o.divisionCode AS divisionCode'])
    .where('a.personId = :personId AND a.untilDay IS NULL', { personId })
    .orderBy('a.id', 'ASC')
    .getRawOne();
  return found ?? null;
}

/** Who stands at a step of a chain: the unit's own for its roles, the area's for regulators. */
export async function holdersFor(
  manager: EntityManager,
  role: Role,
  unit: { organisationId: string; divisionCode: string },
): Promise<string[]> {
  const query = manager
    .createQueryBuilder(Assignment, 'a')
    .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
    .select('a.personId', 'personId')
    .where('a.role = :role AND a.untilDay IS NULL', { role });
  if (actsByArea(role)) query.andWhere('o.divisionCode = :code', { code: unit.divisionCode });
  else query.andWhere('a.organisationId = :id', { id: unit.organisationId });
  const rows: { personId: string }[] = await query.orderBy('a.id', 'ASC').getRawMany();
  return rows.map(({ personId }) => personId);
}

export async function namesOfPeople(manager: EntityManager, ids: string[]): Promise<string[]> {
  const people = await manager.find(Person, { where: { id: In(ids) }, order: { id: 'ASC' } });
  return people.map(({ name }) => name);
}
