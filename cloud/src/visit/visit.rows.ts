import type { EntityManager } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { StoredFile } from '../file/stored-file.entity';
import { groupedBy } from '../kernel/grouped-by';
import { joinedRows } from '../kernel/joined-rows';
import { marks } from '../kernel/marks';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { Signature } from '../record/signature.entity';
import { Visit } from './visit.entity';
import { VisitAnswer } from './visit-answer.entity';
import { VisitItem } from './visit-item.entity';
import { VisitMember } from './visit-member.entity';
import { VisitPhoto } from './visit-photo.entity';

/** All rows of one visit and what they point at. */
export interface VisitRows {
  visit: Visit;
  lift: Lift;
  companyName: string;
  ownerName: string;
  members: { member: VisitMember; person: Person | null; presence: Presence | null }[];
  items: VisitItem[];
  /** Each technician's own last answers. */
  answers: VisitAnswer[];
  photos: { photo: VisitPhoto; file: StoredFile | null }[];
  /** Technicians' signatures, oldest first. */
  signatures: { signature: Signature; file: StoredFile | null }[];
}

/** What a visit is made of; null when there is no such visit. */
export const readVisit = async (manager: EntityManager, visitId: string): Promise<VisitRows | null> =>
  (await readVisits(manager, [visitId])).get(visitId) ?? null;

/** Six statements for any number of visits, by their ids; a visit that is not there is missing in the answer. */
export async function readVisits(
  manager: EntityManager,
  visitIds: readonly string[],
): Promise<Map<string, VisitRows>> {
  if (visitIds.length === 0) return new Map();
  const places = marks(visitIds);
  const found = await joinedRows(
    manager,
    { visit: Visit, lift: Lift, company: Organisation, owner: Organisation },
    `FROM visit JOIN lift ON lift.id = visit.lift_id
     LEFT JOIN organisation company ON company.id = lift.company_id
     LEFT JOIN organisation owner ON owner.id = lift.owner_id WHERE visit.id IN (${places})`,
    [...visitIds],
  );
  const members = await joinedRows(
    manager,
    { member: VisitMember, person: Person, presence: Presence },
    `FROM visit_member member LEFT JOIN person ON person.id = member.person_id
     LEFT JOIN presence ON presence.visit_id = member.visit_id AND presence.person_id = member.person_id
     WHERE member.visit_id IN (${places}) ORDER BY member.role, member.person_id`,
    [...visitIds],
  );
  const items = await joinedRows(
    manager,
    { item: VisitItem },
    `FROM visit_item item WHERE item.visit_id IN (${places}) ORDER BY item.position`,
    [...visitIds],
  );
  const answers = await joinedRows(
    manager,
    { answer: VisitAnswer },
    `FROM visit_answer answer WHERE answer.visit_id IN (${places})`,
    [...visitIds],
  );
  const photos = await joinedRows(
    manager,
    { photo: VisitPhoto, file: StoredFile },
    `FROM visit_photo photo LEFT JOIN stored_file file ON file.id = photo.file_id
     WHERE photo.visit_id IN (${places}) ORDER BY photo.file_id`,
    [...visitIds],
  );
  const signatures = await joinedRows(
    manager,
    { signature: Signature, file: StoredFile },
    `FROM signature LEFT JOIN stored_file file ON file.id = signature.file_id
     WHERE signature.visit_id IN (${places}) AND signature.signed_as = 'technician' ORDER BY signature.id`,
    [...visitIds],
  );
  const membersOf = groupedBy(members, ({ member }) => member?.visitId ?? '');
  const itemsOf = groupedBy(items, ({ item }) => item?.visitId ?? '');
  const answersOf = groupedBy(answers, ({ answer }) => answer?.visitId ?? '');
  const photosOf = groupedBy(photos, ({ photo }) => photo?.visitId ?? '');
  const signaturesOf = groupedBy(signatures, ({ signature }) => signature?.visitId ?? '');
  const rowsOf = ({ visit, lift, company, owner }: (typeof found)[number]): VisitRows[] => {
    if (!visit || !lift) return [];
    const of = <T>(groups: Map<string, T[]>): T[] => groups.get(visit.id) ?? [];
    return [
      {
        visit,
        lift,
        companyName: company?.name ?? '',
        ownerName: owner?.name ?? '',
        members: of(membersOf).flatMap(({ member, person, presence }) =>
          member ? [{ member, person, presence }] : [],
        ),
        items: of(itemsOf).flatMap(({ item }) => item ?? []),
        answers: of(answersOf).flatMap(({ answer }) => answer ?? []),
        photos: of(photosOf).flatMap(({ photo, file }) => (photo ? [{ photo, file }] : [])),
        signatures: of(signaturesOf).flatMap(({ signature, file }) =>
          signature ? [{ signature, file }] : [],
        ),
      },
    ];
  };
  return new Map(found.flatMap(rowsOf).map((rows) => [rows.visit.id, rows]));
}
