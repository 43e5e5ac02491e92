import { capture } from './capture.mjs';
import { idOf, tokenHash, tokenOf } from './names.mjs';
import { median } from './runner.mjs';

const rounds = 200;
const ends = /MIN\(division_code\)/;
const ranged = (alias) => `(${alias}.\`division_code\` >= '9999' AND ${alias}.\`division_code\` < '999:')`;

/** A regulator of the whole city, signed in; nobody else of the data set sees every lift. */
async function cityRegulator(connection) {
  const [office, person] = [idOf('B', 9_000_000), idOf('R', 9_000_000)];
  const now = Date.now();
  const insert = (table, columns, values) =>
    connection.query(`INSERT IGNORE INTO ${table} (${columns}) VALUES (?)`, [values]);
  await insert('organisation', 'id, kind, name, name_key, division_code, created_at', [
    ...[office, 'regulator', '示范市市场监督管理局', '示范市监管', '9999', now],
  ]);
  await insert('person', 'id, name, created_at', [person, '程望', now]);
  await insert('assignment', 'id, person_id, organisation_id, role, from_day', [
    ...[person, person, office, 'regulator', '2020-01-01'],
  ]);
  await insert(
    'session',
    'id, token_hash, person_id, assignment_id, channel, device_id, device_text, created_at, expires_at',
    [person, tokenHash(tokenOf('city')), person, person, 'bench', 'city', 'bench', now, now + 86_400_000],
  );
  return 'city';
}

/** The statements that one person's first page of lifts causes, that of the session among them. */
async function statementsOf(connection, service, name) {
  const request = async () => {
    const headers = { authorization: `Bearer ${tokenOf(name)}` };
    const answer = await fetch(`${service.url}/api/lifts?page=1`, { headers });
    if (!answer.ok) throw new Error(`The list was answered ${answer.status}.`);
    return answer.json();
  };
  await request();
  const { statements } = await capture(connection, request);
  return statements;
}

/**
 * What the permission scope adds to a list of 100 000 lifts: the statements of the list of a regulator for whom every
 * lift is in scope, against the same without what the scope asks for, in turn on one connection. Beside it: the same
 * with a condition on every row, as it would be if one lift stood outside; a regulator of one district; a company.
 */
export async function scopeCost(connection, service) {
  const whole = await statementsOf(connection, service, await cityRegulator(connection));
  if (!whole.some((text) => ends.test(text)) || whole.some((text) => text.includes('`division_code` >=')))
    throw new Error('The list of the whole city has another scope than it should.');
  const bare = whole.filter((text) => !ends.test(text));
  const texts = {
    whole,
    bare,
    rowByRow: bare.map((text) => text.replace('1 = 1', ranged('`lift`'))),
    district: await statementsOf(connection, service, 'regulator-0'),
    company: await statementsOf(connection, service, 'admin-0'),
  };
  const took = Object.fromEntries(Object.keys(texts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Whoever begins finds colder caches.
    const turn = Object.entries(texts);
    for (const [name, list] of round % 2 === 0 ? turn : turn.reverse()) {
      const begun = performance.now();
      for (const text of list) await connection.query(text);
      took[name].push(performance.now() - begun);
    }
  }
  const of = Object.fromEntries(Object.entries(took).map(([name, times]) => [name, median(times)]));
  const ms = (name) => `${of[name].toFixed(2)} ms`;
  const added = ((of.whole - of.bare) / of.bare) * 100;
  return `The permission scope on a list of all lifts: **${added.toFixed(1)} %** (≤ 5 %; ${ms('whole')} with, ${ms('bare')} without it, ${whole.length} statements). With a condition on each row it would be ${ms('rowByRow')}; a regulator of one of twenty districts waits ${ms('district')}, a company ${ms('company')}`;
}
