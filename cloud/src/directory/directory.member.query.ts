import { type EntityManager, In, IsNull } from 'typeorm';
import { Assignment } from '../person/assignment.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryPush } from './directory-push.entity';

export interface KnownMember {
  userId: string;
  name: string;
  isAdmin: boolean;
  /** Made by us, and still only where we put them: somebody who was given another department is not ours alone. */
  isOurs: boolean;
}

/** Who of these people is a member of the corporation now; whoever has two accounts there is nobody's to remove. */
export async function membersOf(
  manager: EntityManager,
  personIds: string[],
): Promise<Map<string, KnownMember>> {
  if (personIds.length === 0) return new Map();
  const rows = await manager.findBy(DirectoryPerson, { personId: In(personIds), goneAt: IsNull() });
  if (rows.length === 0) return new Map();
  const made = await manager.findBy(DirectoryPush, {
    userId: In(rows.map(({ id }) => id)),
    isMade: true,
    state: 'done',
  });
  const found = new Map<string, KnownMember>();
  for (const { id: userId, personId, name, isAdmin, departmentIds } of rows) {
    const places = made.filter((push) => push.userId === userId).map(({ departmentId }) => departmentId);
    const isAlone = rows.filter((row) => row.personId === personId).length === 1;
    const isOurs = isAlone && places.length > 0 && departmentIds.every((id) => places.includes(id));
    if (personId !== null) found.set(personId, { userId, name, isAdmin, isOurs });
  }
  return found;
}

/** How many accounts somebody holds on a day besides one. */
export async function otherAccounts(
  manager: EntityManager,
  { personId, besides, today }: { personId: string; besides: string; today: string },
): Promise<number> {
  const held = await manager.findBy(Assignment, { personId, endedAt: IsNull() });
  return held.filter(({ id, untilDay }) => id !== besides && (untilDay === null || untilDay >= today)).length;
}
