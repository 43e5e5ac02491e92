import type { EntityManager } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { StoredFile } from '../file/stored-file.entity';
import { joinedRows } from '../kernel/joined-rows';
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

/** Six statements for what a visit is made of; null when there is no such visit. */
export async function readVisit(manager: EntityManager, visitId: string): Promise<VisitRows | null> {
  const [found] = await joinedRows(
    manager,
    { visit: Visit, lift: Lift, company: Organisation, owner: Organisation },
    `FROM visit JOIN lift ON lift.id = visit.lift_id
     LEFT JOIN organisation company ON company.id = lift.company_id
     LEFT JOIN organisation owner ON owner.id = lift.owner_id WHERE visit.id = ?`,
    [visitId],
  );
  if (!found?.visit || !found.lift) return null;
  const members = await joinedRows(
    manager,
    { member: VisitMember, person: Person, presence: Presence },
    `FROM visit_member member LEFT JOIN person ON person.id = member.person_id
     LEFT JOIN presence ON presence.visit_id = member.visit_id AND presence.person_id = member.person_id
     WHERE member.visit_id = ? ORDER BY member.role, member.person_id`,
    [visitId],
  );
  const items = await joinedRows(
    manager,
    { item: VisitItem },
    'FROM visit_item item WHERE item.visit_id = ? ORDER BY item.position',
    [visitId],
  );
  const answers = await joinedRows(
    manager,
    { answer: VisitAnswer },
    'FROM visit_answer answer WHERE answer.visit_id = ?',
    [visitId],
  );
  const photos = await joinedRows(
    manager,
    { photo: VisitPhoto, file: StoredFile },
    `FROM visit_photo photo LEFT JOIN stored_file file ON file.id = photo.file_id
     WHERE photo.visit_id = ? ORDER BY photo.file_id`,
    [visitId],
  );
  const signatures = await joinedRows(
    manager,
    { signature: Signature, file: StoredFile },
    `FROM signature LEFT JOIN stored_file file ON file.id = signature.file_id
     WHERE signature.visit_id = ? AND signature.signed_as = 'technician' ORDER BY signature.id`,
    [visitId],
  );
  return {
    visit: found.visit,
    lift: found.lift,
    companyName: found.company?.name ?? '',
    ownerName: found.owner?.name ?? '',
    members: members.flatMap(({ member, person, presence }) =>
      member ? [{ member, person, presence }] : [],
    ),
    items: items.flatMap(({ item }) => (item ? [item] : [])),
    answers: answers.flatMap(({ answer }) => (answer ? [answer] : [])),
    photos: photos.flatMap(({ photo, file }) => (photo ? [{ photo, file }] : [])),
    signatures: signatures.flatMap(({ signature, file }) => (signature ? [{ signature, file }] : [])),
  };
}
