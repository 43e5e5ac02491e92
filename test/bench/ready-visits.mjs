import { createCipheriv, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { companies, dayOf, deviceOf, idOf, readyId, tokenHash, tokenOf } from './names.mjs';

const minute = 60_000;
const slots = ['lift', 'controller', 'car_top_or_pit', 'finished'];
const roles = ['lead', 'partner'];

/** The statutory items in the compiled form, as the service itself loads them; only there after the build. */
const checklistOf = (type) =>
  createRequire(import.meta.url)('@lifttrust/shared-types/record/record.template').checklistFor(
    type,
    'half_month',
  );

/** Position and device of a technician are encrypted at rest; layout as in `cloud/src/kernel/cipher.ts`. */
function sealedFix(key, number) {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const fix = JSON.stringify({
    lng: 118.6 + (number % 1000) / 1e5,
    lat: 24.9 + (number % 7) / 1e5,
    crs: 'GCJ02',
  });
  const body = Buffer.concat([cipher.update(fix), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), iv, cipher.getAuthTag(), body]).toString('base64');
}

const insert = async (connection, table, rows) => {
  const columns = Object.keys(rows[0]);
  for (let first = 0; first < rows.length; first += 1_000) {
    const values = rows.slice(first, first + 1_000).map((row) => columns.map((column) => row[column]));
    await connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [values]);
  }
};

/** One visit with everything but its signatures: done by two people, checked out, its lead signed in. */
function rowsOf(number, now, key) {
  const checklist = checklistOf('3110');
  const id = (kind, place = 0) => readyId(kind, number, place);
  const company = idOf('C', number % companies);
  const shared = {
    lift_id: id('E'),
    company_id: company,
    owner_id: idOf('W', number % 2_000),
    division_code: '999901',
  };
  const people = roles.map((role, place) => ({ role, personId: id('P', place) }));
  const times = {
    code_at: now - 61 * minute,
    started_at: now - 60 * minute,
    checked_out_at: now - 5 * minute,
  };
  const file = (place, purpose) => ({
    id: id('F', place),
    purpose,
    visit_id: id('V'),
    person_id: id('P'),
    sha256: tokenHash(id('F', place)),
    bytes: 200_000,
    content_type: purpose === 'photo' ? 'image/jpeg' : 'image/png',
    captured_at: now - 30 * minute,
    state: 'ready',
    object_key: tokenHash(id('F', place)),
    is_sealed: 0,
    perceptual_hash: purpose === 'photo' ? randomBytes(8).toString('hex') : null,
    created_at: now - 30 * minute,
    received_at: now - 30 * minute,
  });
  return {
    lift: [
      {
        ...{
          id: id('E'),
          equipment_code: '',
          registration_code: id('E'),
          use_registration: '',
          factory_number: '',
        },
        ...{ rescue_code: '990101', own_number: '1#', type: '3110', state: 'in_use', place: '望溪花园 1 期' },
        ...{
          address: '示范区示范路 1 号',
          division_code: '999901',
          manufacturer: '示例电梯制造厂',
          crs: 'GCJ02',
        },
        ...{ lng: 118.6, lat: 24.9, position_confirmed: 1, company_id: company, owner_id: shared.owner_id },
        ...{ due_on: dayOf(now), created_at: now, updated_at: now },
      },
    ],
    ledger_lift_head: [{ lift_id: id('E'), lift_seq: 95, hash: tokenHash(id('E')) }],
    person: people.map(({ personId }) => ({ id: personId, name: '程望舒', created_at: now })),
    assignment: people.map(({ personId }) => ({
      ...{
        id: personId,
        person_id: personId,
        organisation_id: company,
        role: 'technician',
        from_day: '2020-01-01',
      },
    })),
    session: people.map(({ personId }) => ({
      ...{
        id: personId,
        token_hash: tokenHash(tokenOf(personId)),
        person_id: personId,
        assignment_id: personId,
      },
      ...{ channel: 'bench', device_id: deviceOf(personId), device_text: personId },
      ...{ created_at: now, expires_at: now + 86_400_000 },
    })),
    visit: [
      {
        ...{ ...shared, id: id('V'), class: 'half_month', state: 'checked_in', planned_on: dayOf(now) },
        ...{ due_on: dayOf(now), lead_id: id('P'), template_edition: checklist.edition, grade: '正常' },
        ...{ grade_reason: '', created_at: now - 120 * minute },
      },
    ],
    visit_member: people.map(({ role, personId }) => ({
      ...{ visit_id: id('V'), person_id: personId, role, is_certified: 1 },
    })),
    visit_item: checklist.items.map((item, position) => ({
      ...{ visit_id: id('V'), code: item.code, position, name: item.name, requirement: item.requirement },
      ...{ class: item.class, is_statutory: 1, requires_test: item.requiresTest ? 1 : 0, result: 'pass' },
      ...{
        note: '',
        reading: item.requiresTest ? '0.42 mm' : '',
        file_ids: '[]',
        answered_at: now - 20 * minute,
      },
    })),
    presence: people.map(({ personId }, place) => ({
      ...{ visit_id: id('V'), person_id: personId, device_id: deviceOf(personId), skew_ms: 0, ...times },
      ...{
        position_at: now - 61 * minute,
        position_verdict: 'fine',
        distance_metres: 5,
        accuracy_metres: 20,
      },
      ...{
        fix_sealed: sealedFix(key, number + place),
        is_mock: 0,
        identity: 'accepted',
        identity_method: 'face',
      },
      ...{ identity_at: now - 60 * minute, out_verdict: 'fine', out_distance_metres: 5 },
    })),
    stored_file: [
      ...slots.map((_, place) => file(place, 'photo')),
      file(8, 'signature'),
      file(9, 'signature'),
    ],
    visit_photo: slots.map((slot, place) => ({
      ...{
        visit_id: id('V'),
        file_id: id('F', place),
        slot,
        person_id: id('P'),
        created_at: now - 30 * minute,
      },
    })),
  };
}

/** Visits that lack nothing but the submission, numbered from `first`; their signatures are over what the service shows. */
export async function prepareVisits(connection, service, first, count) {
  const now = Date.now();
  const tables = new Map();
  for (let number = first; number < first + count; number += 1) {
    for (const [table, rows] of Object.entries(rowsOf(number, now, service.dataKey)))
      tables.set(table, [...(tables.get(table) ?? []), ...rows]);
  }
  for (const [table, rows] of tables) await insert(connection, table, rows);
  const visits = [];
  for (let number = first; number < first + count; number += 1) visits.push(await shown(service, number));
  const signatures = visits.flatMap(({ number, contentHash }) =>
    roles.map((_, place) => ({
      ...{
        id: readyId('G', number, place),
        visit_id: readyId('V', number),
        person_id: readyId('P', number, place),
      },
      ...{
        signed_as: 'technician',
        file_id: readyId('F', number, 8 + place),
        content_hash: contentHash,
        at: now - 10 * minute,
      },
      device_id: deviceOf(readyId('P', number, place)),
    })),
  );
  await insert(connection, 'signature', signatures);
  return visits;
}

/** The hash of the content that technicians sign, as the service gives it. */
async function shown(service, number) {
  const token = tokenOf(readyId('P', number));
  const answer = await fetch(`${service.url}/api/visits/${readyId('V', number)}/sheet`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const sheet = await answer.json();
  if (!answer.ok) throw new Error(`The sheet of a prepared visit was refused: ${JSON.stringify(sheet)}`);
  return { number, token, contentHash: sheet.contentHash };
}

/** The request that submits one of them. */
export const submissionOf = ({ number, token, contentHash }) => ({
  method: 'POST',
  path: `/api/visits/${readyId('V', number)}/submission`,
  headers: {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-request-key': `bench-${randomBytes(9).toString('hex')}`,
    'x-device-id': deviceOf(readyId('P', number)),
  },
  body: JSON.stringify({ contentHash }),
});
