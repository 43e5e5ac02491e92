import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { maskIdNumber, maskPhone } from '@lifttrust/shared-types/person/person.codes';
import { PersonCard, type personApi } from '@lifttrust/shared-types/person/person.contract';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';
import type { Cipher } from '../kernel/cipher';
import { totalAfter } from '../kernel/paged';
import { assignmentReach, countAssignments, type Reach } from './assignment.reach';

interface Row {
  id: string;
  name: string;
  role: string;
  organisationId: string;
  organisationName: string;
  phoneSealed: string | null;
  numberSealed: string | null;
  fromDay: string;
  untilDay: string | null;
  certificateUntil: string | null;
  employmentUntil: string | null;
}

function conditionsOf(input: InputOf<typeof personApi.list>, reach: Reach, today: string): Reach[] {
  const { search, role, organisationId, left } = input;
  return [
    reach,
    left === 'true'
      ? { sql: 'a.until_day < ?', values: [today] }
      : { sql: '(a.until_day IS NULL OR a.until_day >= ?)', values: [today] },
    ...(search ? [{ sql: 'p.name LIKE ?', values: [`%${search.replace(/[%_]/g, '')}%`] }] : []),
    ...(role ? [{ sql: 'a.role = ?', values: [role] }] : []),
    ...(organisationId ? [{ sql: 'a.organisation_id = ?', values: [organisationId] }] : []),
  ];
}

/** One line for each role somebody holds, so that who works for two units is seen twice. */
export async function peopleList(
  manager: EntityManager,
  cipher: Cipher,
  input: InputOf<typeof personApi.list>,
  actor: Actor,
  today: string,
) {
  const conditions = conditionsOf(input, await assignmentReach(manager, actor), today);
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const values = conditions.flatMap((condition) => condition.values);
  const from = `FROM assignment a JOIN person p ON p.id = a.person_id JOIN organisation o ON o.id = a.organisation_id WHERE ${where}`;
  const { page, pageSize } = input;
  const rows: Row[] = await manager.query(
    `SELECT p.id AS id, p.name AS name, a.role AS role, o.id AS organisationId, o.name AS organisationName,
       p.phone_sealed AS phoneSealed, p.id_number_sealed AS numberSealed, a.from_day AS fromDay, a.until_day AS untilDay,
       (SELECT MAX(c.valid_until) FROM certificate c WHERE c.person_id = p.id AND c.ended_on IS NULL) AS certificateUntil,
       (SELECT MAX(e.until_day) FROM paper e WHERE e.subject_id = p.id AND e.kind = 'employment' AND e.counts = 1
          AND e.organisation_id = o.id) AS employmentUntil
     ${from} ORDER BY a.id DESC LIMIT ? OFFSET ?`,
    [...values, pageSize, (page - 1) * pageSize],
  );
  const total = await totalAfter(input, rows.length, () => countAssignments(manager, where, values));
  const items = rows.map((row) => toCard(row, cipher, today));
  return { items, ...total, page, pageSize };
}

const toCard = (row: Row, cipher: Cipher, today: string): PersonCard =>
  PersonCard.parse({
    id: row.id,
    name: row.name,
    role: row.role,
    organisation: { id: row.organisationId, name: row.organisationName },
    phone: row.phoneSealed ? maskPhone(cipher.decrypt(row.phoneSealed)) : '',
    idNumber: row.numberSealed ? maskIdNumber(cipher.decrypt(row.numberSealed)) : '',
    from: row.fromDay,
    until: row.untilDay,
    isCurrent: row.untilDay === null || row.untilDay >= today,
    nearestUntil: [row.certificateUntil, row.employmentUntil].filter((day) => day !== null).sort()[0] ?? null,
  });
