import { type EntityManager, In, IsNull } from 'typeorm';
import { marks } from '../kernel/marks';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { Session } from '../session/session.entity';
import { Visit } from '../visit/visit.entity';
import { FaceFrame } from './face-frame.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';
import { FaceTombstone } from './face-tombstone.entity';

/** The model of the phone a session lives on, as the phone names itself; null when it does not. */
export async function deviceModelOf(manager: EntityManager, sessionId: string): Promise<string | null> {
  const session = await manager.findOneBy(Session, { id: sessionId });
  return session?.deviceText.split(' · ')[0]?.slice(0, 60) || null;
}

const current = '(a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL';

/** Whose identity may be proven by face. */
const identified = (alias: string): string => `${alias}.role IN ('technician', 'rescuer')`;

export async function worksAtLifts(manager: EntityManager, personId: string, day: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT a.id FROM assignment a WHERE ${identified('a')} AND a.person_id = ? AND ${current} LIMIT 1`,
    [personId, day],
  );
  return rows.length > 0;
}

/** The reviewers nearest to a division: its own, else those of the smallest area around it. */
export async function reviewersOf(
  manager: EntityManager,
  divisionCode: string,
  day: string,
): Promise<string[]> {
  const rows: { personId: string; area: string }[] = await manager.query(
    `SELECT DISTINCT a.person_id AS personId, o.division_code AS area
       FROM assignment a JOIN organisation o ON o.id = a.organisation_id
      WHERE a.role = 'reviewer' AND o.closed_on IS NULL AND o.division_code <> ''
        AND o.division_code = SUBSTR(?, 1, LENGTH(o.division_code)) AND ${current}`,
    [divisionCode, day],
  );
  const nearest = Math.max(...rows.map(({ area }) => area.length));
  return rows.filter(({ area }) => area.length === nearest).map(({ personId }) => personId);
}

/** People with a stored face all of whose work at lifts has ended. */
export async function storedLeavers(manager: EntityManager, day: string): Promise<string[]> {
  const rows: { personId: string }[] = await manager.query(
    `SELECT DISTINCT t.person_id AS personId FROM face_template t
      WHERE t.state IN ('in_review', 'enrolled')
        AND EXISTS (SELECT 1 FROM assignment e WHERE e.person_id = t.person_id AND ${identified('e')})
        AND NOT EXISTS (SELECT 1 FROM assignment a
                         WHERE a.person_id = t.person_id AND ${identified('a')} AND ${current})`,
    [day],
  );
  return rows.map(({ personId }) => personId);
}

/** Of these visits those that have not been handed in or called off. */
export async function unsubmittedVisits(manager: EntityManager, visitIds: string[]): Promise<Set<string>> {
  if (visitIds.length === 0) return new Set();
  const visits = await manager.findBy(Visit, { id: In(visitIds), state: In(['planned', 'checked_in']) });
  return new Set(visits.map(({ id }) => id));
}

/** Who answers for the city's supervision now, and the widest area one of them answers for. */
export async function supervisors(
  manager: EntityManager,
  day: string,
): Promise<{ personIds: string[]; divisionCode: string | null }> {
  const rows: { personId: string; divisionCode: string }[] = await manager.query(
    `SELECT DISTINCT a.person_id AS personId, o.division_code AS divisionCode
       FROM assignment a JOIN organisation o ON o.id = a.organisation_id
      WHERE a.role = 'regulator_admin' AND o.closed_on IS NULL AND ${current}`,
    [day],
  );
  const [widest] = rows.map((row) => row.divisionCode).sort((one, other) => one.length - other.length);
  return { personIds: [...new Set(rows.map((row) => row.personId))], divisionCode: widest ?? null };
}

/** What is stored of one person's face now, and what was deleted when. */
export async function storedOf(manager: EntityManager, personId: string) {
  const templates = await manager.findBy(FaceTemplate, { personId, state: In(['in_review', 'enrolled']) });
  const subjects = await manager.findBy(FaceReview, { personId, state: 'waiting' });
  const ids = [...templates.map(({ id }) => id), ...subjects.map(({ subjectId }) => subjectId)];
  const pictures =
    ids.length === 0 ? 0 : await manager.countBy(FaceFrame, { subjectId: In(ids), deletedAt: IsNull() });
  const since = templates.map(({ createdAt }) => createdAt).sort((one, other) => one - other);
  return {
    kept: {
      portrait: templates.some(({ portraitSealed }) => portraitSealed !== null),
      template: templates.some(({ embeddingsSealed }) => embeddingsSealed !== null),
      since: since[0] ?? null,
      pictures,
    },
    deletions: await manager.findBy(FaceTombstone, { personId }),
  };
}

/** Where somebody works now, for telling two accounts apart. */
export async function companyOf(
  manager: EntityManager,
  personId: string | null,
  day: string,
): Promise<string | null> {
  if (!personId) return null;
  const rows: { name: string }[] = await manager.query(
    `SELECT o.name AS name FROM assignment a JOIN organisation o ON o.id = a.organisation_id
      WHERE a.person_id = ? AND ${current} ORDER BY a.from_day DESC LIMIT 1`,
    [personId, day],
  );
  return rows[0]?.name ?? null;
}

/** People of whom anything of a face is stored, and those whose enrolment is in force; from the data, never kept as a number. */
export async function countStored(manager: EntityManager): Promise<{ people: number; enrolled: number }> {
  const count = async (states: string): Promise<number> => {
    const rows: { people: number | string }[] = await manager.query(
      `SELECT COUNT(DISTINCT person_id) AS people FROM face_template WHERE state IN (${states})`,
    );
    return Number(rows[0]?.people ?? 0);
  };
  return { people: await count("'enrolled', 'in_review'"), enrolled: await count("'enrolled'") };
}

export async function deletedByReason(manager: EntityManager) {
  const rows: { reason: string; templates: number | string }[] = await manager.query(
    'SELECT reason, COUNT(*) AS templates FROM face_tombstone GROUP BY reason ORDER BY reason',
  );
  return rows.map(({ reason, templates }) => ({
    reason: reason as 'withdrawn' | 'left' | 'replaced' | 'refused',
    templates: Number(templates),
  }));
}

/** The deadline of an open task; null when none is open. */
export async function openTaskDue(manager: EntityManager, kind: string): Promise<string | null> {
  const rows: { dueOn: string | null }[] = await manager.query(
    "SELECT due_on AS dueOn FROM task WHERE kind = ? AND state = 'open'",
    [kind],
  );
  return rows[0]?.dueOn ?? null;
}

/** The model by which most enrolled faces were seen; null when our own engine has seen nobody. */
export async function commonestModel(manager: EntityManager): Promise<string | null> {
  const rows: { modelVersion: string }[] = await manager.query(
    `SELECT model_version AS modelVersion FROM face_template
      WHERE state = 'enrolled' AND model_version <> 'portrait'
      GROUP BY model_version ORDER BY COUNT(*) DESC LIMIT 1`,
  );
  return rows[0]?.modelVersion ?? null;
}

/** Visits and call-outs by their ids, each with its lift. */
async function jobsOf(
  manager: EntityManager,
  ids: readonly string[],
): Promise<{ id: string; liftId: string }[]> {
  if (ids.length === 0) return [];
  return manager.query(
    `SELECT id, lift_id AS liftId FROM visit WHERE id IN (${marks(ids)})
     UNION ALL SELECT id, lift_id AS liftId FROM call_out WHERE id IN (${marks(ids)})
     UNION ALL SELECT id, lift_id AS liftId FROM entrapment WHERE id IN (${marks(ids)})`,
    [...ids, ...ids, ...ids],
  );
}

/** Names that a reviewer's list shows, read across modules. */
export async function namesForReviews(manager: EntityManager, rows: FaceReview[], personIds: string[]) {
  const visitIds = rows.flatMap((row) => row.visitId ?? []);
  const companyIds = rows.map((row) => row.companyId);
  const [people, companies, visits] = await Promise.all([
    personIds.length > 0 ? manager.findBy(Person, { id: In(personIds) }) : [],
    companyIds.length > 0 ? manager.findBy(Organisation, { id: In(companyIds) }) : [],
    jobsOf(manager, visitIds),
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
