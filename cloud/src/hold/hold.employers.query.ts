import { type EntityManager, In } from 'typeorm';
import { Assignment } from '../person/assignment.entity';

/** Units that people belonged to on a day or since: whoever has left a unit afterwards does not free what they sent as its person. */
export async function employersOf(
  manager: EntityManager,
  people: readonly { personId: string; day: string }[],
): Promise<(personId: string, day: string) => string[]> {
  const ids = [...new Set(people.map(({ personId }) => personId))];
  const rows = ids.length === 0 ? [] : await manager.findBy(Assignment, { personId: In(ids) });
  return (personId, day) => [
    ...new Set(
      rows
        .filter((row) => row.personId === personId && (row.untilDay === null || row.untilDay >= day))
        .map(({ organisationId }) => organisationId),
    ),
  ];
}
