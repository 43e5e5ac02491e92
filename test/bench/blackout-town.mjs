import { codeOf, dayOf, deviceOf, idOf, tokenHash, tokenOf } from './names.mjs';

const dayMs = 86_400_000;
export const area = '999901';
export const deskToken = tokenOf('desk');

/** One district whose lifts all have a company with two people named for each, and a regulator who sits at the desk. */
export async function fillTown(store, lifts) {
  const now = Date.now();
  const [company, office] = [idOf('C', 0), idOf('B', 0)];
  const technicians = Array.from({ length: 2 * Math.ceil(lifts / 8) }, (_, at) => idOf('P', at));
  const desk = idOf('R', 0);
  await store.insert(
    'division',
    ['code', 'name'],
    [
      ['9999', '示范市'],
      [area, '示范区'],
    ],
  );
  await store.insert(
    'organisation',
    ['id', 'kind', 'name', 'name_key', 'division_code', 'created_at'],
    [
      [company, 'maintenance_company', '示例电梯维保有限公司', '示例', area, now],
      [office, 'regulator', '示范区市场监管局', '监管', area, now],
    ],
  );
  const people = [desk, ...technicians];
  await store.insert(
    'person',
    ['id', 'name', 'created_at'],
    people.map((id, at) => [id, `程望${at}`, now]),
  );
  await store.insert(
    'assignment',
    ['id', 'person_id', 'organisation_id', 'role', 'from_day'],
    people.map((id) =>
      id === desk
        ? [id, id, office, 'regulator', '2020-01-01']
        : [id, id, company, 'technician', '2020-01-01'],
    ),
  );
  await store.insert(
    'certificate',
    ['id', 'person_id', 'item', 'valid_until'],
    technicians.map((id) => [id, id, 'T', dayOf(now + 900 * dayMs)]),
  );
  await store.insert(
    'session',
    // biome-ignore format: one line of names reads better
    ['id', 'token_hash', 'person_id', 'assignment_id', 'channel', 'device_id', 'device_text', 'created_at', 'expires_at'],
    [[desk, tokenHash(deskToken), desk, desk, 'bench', deviceOf('desk'), 'bench', now, now + dayMs]],
  );
  await fillLifts(store, { lifts, company, technicians, now });
}

async function fillLifts(store, { lifts, company, technicians, now }) {
  const numbers = Array.from({ length: lifts }, (_, at) => at);
  await store.insert(
    'lift',
    // biome-ignore format: one line of names reads better
    ['id', 'equipment_code', 'registration_code', 'use_registration', 'factory_number', 'rescue_code', 'own_number',
      'type', 'state', 'place', 'address', 'division_code', 'manufacturer', 'position_confirmed', 'company_id', 'lng',
      'lat', 'created_at', 'updated_at'],
    numbers.map((at) => [
      ...[idOf('E', at), '', '', '', `F${at}`, String(at).padStart(6, '0'), `${at}#`, '3110', 'in_use'],
      ...[`云栖里 ${at} 幢`, `示范路 ${at} 号`, area, '示例电梯制造厂', 0, company],
      ...[118.5 + (at % 9) / 100, 24.8 + (at % 7) / 100, now, now],
    ]),
  );
  await store.insert(
    'lift_code',
    ['token', 'lift_id', 'valid_from'],
    numbers.map((at) => [codeOf(at), idOf('E', at), now - dayMs]),
  );
  await store.insert(
    'lift_assignment',
    ['id', 'organisation_id', 'lift_id', 'purpose', 'person_id', 'from_day', 'ended_for', 'created_at'],
    numbers.flatMap((at) =>
      [0, 1].map((each) => [
        ...[idOf('N', 2 * at + each), company, idOf('E', at), 'maintenance'],
        ...[technicians[(2 * Math.floor(at / 8) + each) % technicians.length], '2025-01-01', '', now],
      ]),
    ),
  );
}
