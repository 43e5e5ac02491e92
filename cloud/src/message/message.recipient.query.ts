import type { EntityManager } from 'typeorm';
import { Person } from '../person/person.entity';

/** A person's telephone number as it lies in the database, encrypted; null when none is known. */
export async function sealedPhoneOf(manager: EntityManager, personId: string): Promise<string | null> {
  const person = await manager.findOneBy(Person, { id: personId });
  return person?.phoneSealed ?? null;
}
