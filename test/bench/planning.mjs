import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf } from './command-line.mjs';
import { dayOf, deviceOf, idOf, tokenHash, tokenOf } from './names.mjs';
import { median } from './runner.mjs';
import { BenchService } from './service.mjs';
import { Store } from './store.mjs';

const usage = `The plan of a month for one large company, asked of the service: proposal, proposal of the month after, replan.

  node test/bench/planning.mjs [--lifts 3000] [--rounds 5] [--database mariadb://…]

The service must have been built (npm run build).`;

const option = optionsOf(usage);
const lifts = Number(option('lifts', 3000));
const rounds = Number(option('rounds', 5));
const goalSeconds = 2;
const dayMs = 86_400_000;
const [now, today] = [Date.now(), dayOf(Date.now())];
const inDays = (days) => dayOf(now + days * dayMs);
const nextMonth = dayOf(Date.parse(`${today.slice(0, 7)}-28T12:00:00+08:00`) + 5 * dayMs).slice(0, 7);
const pairs = Math.ceil(lifts / 38);
const company = idOf('C', 0);
const admin = idOf('A', 0);

/** The same numbers on every machine. */
let state = 7;
const below = (bound) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * bound);
};

/** A company that has always been in time: buildings of one to six lifts, some twenty kilometres across. */
async function fill(store) {
  const area = ['999901', '示范区'];
  await store.insert('division', ['code', 'name'], [['9999', '示范市'], area]);
  await store.insert(
    'organisation',
    ['id', 'kind', 'name', 'name_key', 'division_code', 'created_at'],
    [[company, 'maintenance_company', '示例电梯维保有限公司', '示例', '999901', now]],
  );
  const technicians = Array.from({ length: 2 * pairs }, (_, at) => idOf('P', at));
  const people = [admin, ...technicians];
  await store.insert(
    'person',
    ['id', 'name', 'created_at'],
    people.map((id, at) => [id, `程望${at}`, now]),
  );
  const role = (id) => [id, id, company, id === admin ? 'company_admin' : 'technician', '2020-01-01'];
  await store.insert(
    'assignment',
    ['id', 'person_id', 'organisation_id', 'role', 'from_day'],
    people.map(role),
  );
  await store.insert(
    'certificate',
    ['id', 'person_id', 'item', 'valid_until'],
    technicians.map((id) => [id, id, 'T', inDays(900)]),
  );
  await store.insert(
    'session',
    [
      'id',
      'token_hash',
      'person_id',
      'assignment_id',
      'channel',
      'device_id',
      'device_text',
      'created_at',
      'expires_at',
    ],
    [
      [
        admin,
        tokenHash(tokenOf('planner')),
        admin,
        admin,
        'bench',
        deviceOf('planner'),
        'bench',
        now,
        now + 9 * dayMs,
      ],
    ],
  );
  await fillLifts(store, technicians);
}

async function fillLifts(store, technicians) {
  const [rows, named, records] = [[], [], []];
  for (let building = 0; rows.length < lifts; building += 1) {
    const [lng, lat] = [118.5 + below(200) / 1000, 24.8 + below(180) / 1000];
    // Most buildings are visited as one already.
    const together = below(10) < 7 ? below(14) : null;
    for (let each = 1 + below(6); each > 0 && rows.length < lifts; each -= 1) {
      const number = rows.length;
      const id = idOf('E', number);
      const dueIn = together ?? below(14);
      rows.push([
        ...[id, '', '', '', `F${number}`, String(number).padStart(6, '0'), `${each}#`, '3110', 'in_use'],
        ...[
          `云栖里 ${building} 幢`,
          `示范路 ${building} 号`,
          '999901',
          '示例电梯制造厂',
          0,
          company,
          lng,
          lat,
        ],
        ...[inDays(dueIn - 15), inDays(dueIn), now, now],
      ]);
      const pair = building % pairs;
      for (const person of [2 * pair, 2 * pair + 1])
        named.push([
          idOf('N', named.length),
          company,
          id,
          'maintenance',
          technicians[person],
          '2025-01-01',
          '',
          now,
        ]);
      for (const [kind, step] of [
        ['half_month', 15],
        ['quarter', 90],
        ['half_year', 180],
        ['year', 365],
      ]) {
        const ago = 15 - dueIn + (step === 15 ? 0 : below(step - 15));
        const at = now - ago * dayMs;
        records.push([
          ...[
            idOf('M', records.length),
            idOf('V', records.length),
            id,
            company,
            '999901',
            kind,
            at - 3_600_000,
            at,
          ],
          ...[
            dayOf(at),
            '',
            '',
            '',
            '',
            '',
            '[]',
            'valid',
            'signed',
            '正常',
            0,
            dayOf(at),
            records.length + 1,
          ],
          ...[tokenHash(`content-${records.length}`), `B${String(records.length).padStart(15, '0')}`],
        ]);
      }
    }
  }
  await store.insert(
    'lift',
    // biome-ignore format: one line of names reads better
    ['id', 'equipment_code', 'registration_code', 'use_registration', 'factory_number', 'rescue_code', 'own_number',
      'type', 'state', 'place', 'address', 'division_code', 'manufacturer', 'position_confirmed', 'company_id', 'lng',
      'lat', 'last_maintained_on', 'due_on', 'created_at', 'updated_at'],
    rows,
  );
  await store.insert(
    'lift_assignment',
    ['id', 'organisation_id', 'lift_id', 'purpose', 'person_id', 'from_day', 'ended_for', 'created_at'],
    named,
  );
  await store.insert(
    'record',
    // biome-ignore format: one line of names reads better
    ['id', 'visit_id', 'lift_id', 'company_id', 'division_code', 'class', 'started_at', 'completed_at', 'completed_on',
      'place', 'rescue_code', 'own_number', 'company_name', 'owner_name', 'technicians', 'validity', 'owner_answer',
      'grade', 'exceptions', 'next_planned_on', 'entry_seq', 'content_hash', 'verification_code'],
    records,
  );
}

/** What a proposal says becomes visits, as if somebody had accepted it page by page. */
async function plan(store, visits) {
  const id = (at) => idOf('X', at);
  await store.insert(
    'visit',
    // biome-ignore format: one line of names reads better
    ['id', 'lift_id', 'company_id', 'division_code', 'class', 'state', 'planned_on', 'due_on', 'lead_id',
      'template_edition', 'grade_reason', 'created_at'],
    visits.map((visit, at) => [
      ...[id(at), visit.liftId, company, '999901', visit.class, 'planned', visit.plannedOn, visit.dueOn],
      ...[visit.people[0].id, 'TSG-T5002-2017/A/1', '', now],
    ]),
  );
  await store.insert(
    'visit_member',
    ['visit_id', 'person_id', 'role', 'is_certified'],
    visits.flatMap((visit, at) =>
      visit.people.map((person, place) => [id(at), person.id, place === 0 ? 'lead' : 'partner', 1]),
    ),
  );
}

const headers = { authorization: `Bearer ${tokenOf('planner')}` };
async function ask(service, path) {
  const answer = await fetch(`${service.url}/api${path}`, { headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body).slice(0, 500)}`);
  return body.data ?? body;
}

/** Middle of the rounds, in seconds; while it is computed another request is asked again and again. */
async function timed(service, path) {
  const took = [];
  let slowest = 0;
  let result;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    let isDone = false;
    const asked = ask(service, path).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const waited = performance.now();
      await fetch(`${service.url}/api/health/live`);
      slowest = Math.max(slowest, performance.now() - waited);
      await new Promise((wake) => setTimeout(wake, 5));
    }
    result = await asked;
    took.push((performance.now() - begun) / 1000);
  }
  return { result, seconds: median(took), slowest };
}

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-planning-'));
const database = option('database', `sqlite:${join(folder, 'bench.sqlite')}`);
const service = new BenchService(folder, database);
const line = (name, { result, seconds, slowest }) =>
  console.log(
    `  ${name}: ${seconds.toFixed(2)} s (goal ${goalSeconds} s), ${result.visits.length} visits, ${result.unplanned.length} unplanned, peak/mean ${result.peakToMean.toFixed(2)}; another request waited at most ${slowest.toFixed(0)} ms`,
  );

try {
  await service.start();
  const store = await Store.open(database);
  await fill(store);
  console.log(`plan of ${lifts} lifts, ${pairs} pairs of technicians, on ${database.split(':')[0]}`);
  const took = [];
  const measured = async (name, path) => {
    const one = await timed(service, path);
    line(name, one);
    took.push(one.seconds);
    return one.result;
  };
  const month = today.slice(0, 7);
  await measured(`${nextMonth}, nothing planned before it`, `/plan/proposal?month=${nextMonth}`);
  const first = await measured(`${month} from today`, `/plan/proposal?month=${month}`);
  await plan(store, first.visits);
  const { visits } = await measured(`${nextMonth}, ${month} planned`, `/plan/proposal?month=${nextMonth}`);
  const away = first.visits.find((visit) => visit.plannedOn > inDays(1)) ?? first.visits.at(-1);
  const day = `from=${away.plannedOn}&to=${away.plannedOn}`;
  const again = await measured(
    'a team away for a day',
    `/plan/replan?month=${month}&teamId=${away.teamId}&${day}`,
  );
  console.log(`  ${again.moves.length} moves; ${visits.length} visits proposed for ${nextMonth}`);
  await store.close();
  process.exitCode = took.every((seconds) => seconds <= goalSeconds) ? 0 : 1;
} finally {
  await service.stop().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
}
