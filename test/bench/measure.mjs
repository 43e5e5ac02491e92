import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, uniqueIndices } from './capture.mjs';
import { sealedFrom } from './dataset.mjs';
import { prepareVisits, submissionOf } from './ready-visits.mjs';
import { Load, middle, startFloor, withProcessor } from './runner.mjs';

const connectionCounts = [2, 32];

async function ask(service, { path, headers, method, body }) {
  const answer = await fetch(service.url + path, { headers, method: method ?? 'GET', body });
  const data = await answer.json();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(data)}`);
  return data;
}

/** Service and floor in turn, round by round, so that what else the machine does falls on both. */
async function inTurn(rounds, contenders) {
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const names = Object.keys(contenders);
    // Whoever begins finds colder caches.
    for (const name of round % 2 === 0 ? names : names.reverse())
      results[name].push(await contenders[name]());
  }
  return Object.fromEntries(Object.entries(results).map(([name, seen]) => [name, middle(seen)]));
}

/** Reading cases against the same statements on node:http and mysql2. */
export async function measureReads({ connection, service, folder, options }, cases) {
  const reads = [];
  for (const each of cases) {
    for (const request of each.requests) {
      await ask(service, request);
      const { statements, reply } = await capture(connection, () => ask(service, request));
      each.statements = statements.length;
      each.text = statements;
      reads.push({ path: request.path, statements, reply, contract: each.contract });
    }
  }
  const planFile = join(folder, 'plan-reads.json');
  writeFileSync(planFile, JSON.stringify({ database: service.database, reads }));
  const floor = await startFloor(planFile);
  const load = new Load();
  const rows = [];
  for (const each of cases) {
    for (const connections of connectionCounts) {
      // A quick run asks each request a few times; a real one asks as long as it was told, after a warm-up.
      const { quick, seconds } = options;
      const requests = quick
        ? Array.from({ length: 64 }, (_, at) => each.requests[at % each.requests.length])
        : each.requests;
      const job = { connections, seconds, requests, once: quick };
      if (!quick) await load.run({ ...job, url: service.url, seconds: 1 });
      const seen = await inTurn(options.rounds, {
        service: () => withProcessor(service.pid, () => load.run({ ...job, url: service.url })),
        floor: () => withProcessor(floor.pid, () => load.run({ ...job, url: floor.url })),
      });
      rows.push({ ...each, connections, ...seen, ratio: seen.service.perSecond / seen.floor.perSecond });
      say(rows.at(-1));
    }
  }
  load.stop();
  floor.stop();
  return rows;
}

/** Submissions against their own statements in one transaction, and against one bare insert. */
export async function measureSubmissions({ connection, service, folder, options }) {
  const each = connectionCounts.map((connections) => ({
    connections,
    count: connections === 2 ? Math.ceil(options.visits / 2) : Math.max(options.visits, connections),
  }));
  const inAll = each.reduce((sum, { count }) => sum + count, 0) * options.rounds * 2 + 30;
  const [[{ taken }]] = await connection.query(
    "SELECT COUNT(*) AS taken FROM visit WHERE id LIKE '01BNCHVZ%'",
  );
  console.log(`Preparing ${inAll} visits that are ready to be submitted …`);
  const visits = await prepareVisits(connection, service, Number(taken), inAll);
  await connection.query('CREATE TABLE IF NOT EXISTS floor_ledger_entry LIKE ledger_entry');
  await connection.query('CREATE TABLE IF NOT EXISTS bench_insert (id varchar(26) PRIMARY KEY, body text)');
  await connection.query('TRUNCATE bench_insert');
  const take = (count) => visits.splice(0, count);
  for (const visit of take(20)) await ask(service, submissionOf(visit));
  await quiet(connection);
  const [sample] = take(1);
  const { statements, reply } = await capture(connection, () => ask(service, submissionOf(sample)));
  const plan = {
    database: service.database,
    reads: [],
    insertBody: 'x'.repeat(1_000),
    submission: {
      statements,
      reply,
      sample: sample.number,
      indices: await uniqueIndices(connection),
      firstNumber: sealedFrom * 2 + Number(taken) * 1_000,
      contract: { module: 'record/record.contract', table: 'recordApi', name: 'submit' },
    },
  };
  const planFile = join(folder, 'plan-submission.json');
  writeFileSync(planFile, JSON.stringify(plan));
  const floor = await startFloor(planFile);
  const load = new Load();
  const rows = [];
  let inserted = 0;
  for (const { connections, count } of each) {
    const once = (asked, requests) =>
      withProcessor(asked.pid, () => load.run({ url: asked.url, connections, once: true, requests }));
    const seen = await inTurn(options.rounds, {
      service: () => once(service, take(count).map(submissionOf)),
      floor: () => {
        const numbers = take(count).map((visit) => visit.number);
        return once(
          floor,
          numbers.map((number) => ({ method: 'POST', path: `/floor/submission/${number}` })),
        );
      },
      insert: () => {
        inserted += count * 2;
        const numbers = Array.from({ length: count * 2 }, (_, index) => inserted - index);
        return once(
          floor,
          numbers.map((number) => ({ method: 'POST', path: `/floor/insert/${number}` })),
        );
      },
    }).catch((error) => {
      throw new Error(`${error.message} ${[...floor.complaints].slice(0, 3).join('; ')}`);
    });
    const { perSecond } = seen.service;
    rows.push({
      ...{
        group: 'submission',
        name: 'submission of a visit',
        connections,
        statements: statements.length,
        target: 0.5,
      },
      ...{ ...seen, ratio: perSecond / seen.floor.perSecond, toInsert: perSecond / seen.insert.perSecond },
      text: statements,
    });
    say(rows.at(-1));
  }
  load.stop();
  floor.stop();
  await mustBeSealed(connection);
  return rows;
}

/** Nothing of earlier submissions is still on its way: their statements must not be taken for those of the next. */
async function quiet(connection) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const [[{ busy }]] = await connection.query(
      `SELECT (SELECT COUNT(*) FROM ledger_entry WHERE seq IS NULL)
            + (SELECT COUNT(*) FROM outbox_event WHERE state IN ('waiting', 'running') AND due_at <= ?) AS busy`,
      // What is due on another day, such as the end of an owner's time to answer, disturbs nobody now.
      [Date.now()],
    );
    if (Number(busy) === 0) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

/** What was measured was real: every submission of the service has left its record. */
async function mustBeSealed(connection) {
  const [[{ lost }]] = await connection.query(
    `SELECT COUNT(*) AS lost FROM visit v LEFT JOIN record r ON r.visit_id = v.id
     WHERE v.id LIKE '01BNCHVZ%' AND v.state = 'submitted' AND r.id IS NULL`,
  );
  if (Number(lost) > 0) throw new Error(`${lost} submitted visits have no record.`);
}

function say({ name, connections, service, floor, ratio, toInsert }) {
  const speed = `${service.perSecond.toFixed(0)}/s, floor ${floor.perSecond.toFixed(0)}/s`;
  const insert = toInsert ? `, ${toInsert.toFixed(3)} of one bare insert` : '';
  console.log(
    `  ${name}, ${connections} connections: ratio ${ratio.toFixed(2)} (${speed})${insert}, p50 ${service.p50} ms, p99 ${service.p99} ms`,
  );
}
