import { type EntityManager, In } from 'typeorm';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { Visit } from '../visit/visit.entity';
import type { FaceReview } from './face-review.entity';

/** Names that a reviewer's list shows, read across modules. */
export async function namesForReviews(manager: EntityManager, rows: FaceReview[], personIds: string[]) {
  const visitIds = rows.flatMap((row) => row.visitId ?? []);
  const companyIds = rows.map((row) => row.companyId);
  const [people, companies, visits] = await Promise.all([
    personIds.length > 0 ? manager.findBy(Person, { id: In(personIds) }) : [],
    companyIds.length > 0 ? manager.findBy(Organisation, { id: In(companyIds) }) : [],
    visitIds.length > 0 ? manager.findBy(Visit, { id: In(visitIds) }) : [],
  ]);
  const liftIds = visits.map((visit) => visit.liftId);
  const lifts = liftIds.length > 0 ? await manager.findBy(Lift, { id: In(liftIds) }) : [];
  const placeOf = (liftId: string) => {
    const lift = lifts.find((candidate) => candidate.id === liftId);
    return lift ? `${lift.place} ${lift.ownNumber}` : '';
  };
  return {
    people: new Map(people.map((person) => [person.id, person.name])),
    companies: new Map(companies.map((company) => [company.id, company.name])),
    places: new Map(visits.map((visit) => [visit.id, placeOf(visit.liftId)])),
  };
}
