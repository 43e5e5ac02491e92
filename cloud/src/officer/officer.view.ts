import { type Officer, OfficerPost } from '@lifttrust/shared-types/officer/officer.contract';
import { needsCertificate, officerItem } from '@lifttrust/shared-types/officer/officer.rules';
import { type EntityManager, In, IsNull, MoreThanOrEqual } from 'typeorm';
import { Certificate } from '../person/certificate.entity';
import type { Person } from '../person/person.entity';
import type { LiftOfficer } from './lift-officer.entity';

/** Who of these holds a certificate A on a day. */
export async function certifiedAmong(
  manager: EntityManager,
  personIds: readonly string[],
  day: string,
): Promise<Set<string>> {
  const valid = { item: officerItem, validUntil: MoreThanOrEqual(day), endedOn: IsNull() };
  const found = await manager.findBy(Certificate, { personId: In([...new Set(personIds)]), ...valid });
  return new Set(found.map(({ personId }) => personId));
}

export function toOfficer(
  row: LiftOfficer,
  people: readonly Person[],
  certified: ReadonlySet<string>,
): Officer {
  const post = OfficerPost.parse(row.post);
  return {
    id: row.id,
    post,
    person: { id: row.personId, name: people.find(({ id }) => id === row.personId)?.name ?? '' },
    fromDay: row.fromDay,
    untilDay: row.untilDay,
    lacksCertificate: row.untilDay === null && needsCertificate(post) && !certified.has(row.personId),
  };
}
