import { type EntityManager, In } from 'typeorm';
import { Person } from './person.entity';

/** Names of people by their ids, asked for once; an id that nobody has, or none, is an empty name. */
export async function personNames(
  manager: EntityManager,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people =
    wanted.length === 0
      ? []
      : await manager.find(Person, { select: { id: true, name: true }, where: { id: In(wanted) } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (names.get(id) ?? ''));
}
