import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { root } from '../../cloud/scripts/prepare.mjs';
import { optionsOf } from './command-line.mjs';
import { Dataset } from './dataset.mjs';
import { codeOf, dayOf, idSql, techniciansPerCompany } from './names.mjs';
import { BenchService } from './service.mjs';

const usage = `The morning round over a city: who is reminded, what is overdue, and what requests wait meanwhile.

  node test/bench/due.mjs --database mariadb://… [--lifts 300000]

One lift in fifty is overdue, the others fall due on the next sixteen days, two of three have a visit planned.`;

const goalSeconds = 60;
const option = optionsOf(usage);
if (!option('database')) {
  console.log(usage);
  process.exit(1);
}
const lifts = Number(option('lifts', 300_000));
const database = option('database');
const at = (times, share) => {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** Visits of two technicians, on the due day or up to three days before it. */
async function planVisits(connection) {
  const technician = (offset) =>
    idSql(
      'P',
      `(seq % 100) * ${techniciansPerCompany} + 2 * ((seq DIV 100) % ${techniciansPerCompany / 2}) + ${offset}`,
    );
  const numbers = `seq_0_to_${lifts - 1}`;
  await connection.query(
    `INSERT INTO visit (id, lift_id, company_id, owner_id, division_code, class, state, planned_on, due_on, lead_id,
       template_edition, grade_reason, created_at)
     SELECT ${idSql('V', 'seq')}, l.id, l.company_id, l.owner_id, l.division_code, 'half_month', 'planned',
       DATE_FORMAT(DATE_SUB(l.due_on, INTERVAL seq % 4 DAY), '%Y-%m-%d'), l.due_on, ${technician(0)},
       'TSG-T5002-2017/A/1', '', 0 FROM ${numbers} JOIN lift l ON l.id = ${idSql('E', 'seq')} WHERE seq % 3 <> 0`,
  );
  await connection.query(
    `INSERT INTO visit_member (visit_id, person_id, role, is_certified)
     SELECT ${idSql('V', 'seq')}, ${technician(0)}, 'lead', 1 FROM ${numbers} WHERE seq % 3 <> 0
     UNION ALL SELECT ${idSql('V', 'seq')}, ${technician(1)}, 'partner', 1 FROM ${numbers} WHERE seq % 3 <> 0`,
  );
  await connection.query('ANALYZE TABLE lift, visit, visit_member');
}

/** What somebody at a lift waits for its page, asked every 20 ms until `over`. */
async function waits(url, over) {
  const times = [];
  let [isOver, lost] = [false, 0];
  over.finally(() => {
    isOver = true;
  });
  const ask = async (turn) => {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/codes/${codeOf((turn * 7919) % lifts)}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The public page was answered ${answer.status}.`);
    times.push(performance.now() - begun);
  };
  const pending = [];
  for (let turn = 0; !isOver; turn += 1) {
    pending.push(
      ask(turn).catch(() => {
        lost += 1;
      }),
    );
    await new Promise((wake) => setTimeout(wake, 20));
  }
  await Promise.all(pending);
  const share = (part) => at(times, part).toFixed(0);
  return `p50 ${share(0.5)} ms, p99 ${share(0.99)} ms, longest ${share(1)} ms, ${times.length} answered, ${lost} lost`;
}

async function roundsMade(service) {
  const said = /rounds-made (.+)/;
  process.kill(service.pid, 'SIGUSR2');
  while (!said.test(service.said.join(''))) {
    if (service.child.exitCode !== null) throw new Error(service.said.slice(-5).join(''));
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return JSON.parse(said.exec(service.said.join(''))[1]);
}

const folder = mkdtempSync(join(tmpdir(), 'lifttrust-due-'));
const connection = await createConnection(database.replace(/^mariadb:/, 'mysql:'));
const service = new BenchService(folder, database);
const hook = ['--require', join(root, 'test/bench/make-rounds.cjs')];
try {
  await service.start(hook);
  await service.stop();
  const data = new Dataset(connection, { records: 960, lifts, now: Date.now() });
  await connection.query("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_UNSIGNED_SUBTRACTION')");
  for (const part of ['organisations', 'people', 'register']) await data[part]();
  await planVisits(connection);
  await service.start(hook);
  const idle = await waits(service.url, new Promise((done) => setTimeout(done, 5_000)));
  const made = roundsMade(service);
  const [{ seconds, took }, busy] = await Promise.all([made, waits(service.url, made)]);
  const [[{ told }]] = await connection.query('SELECT COUNT(*) AS told FROM plan_told');
  const [[{ messages }]] = await connection.query('SELECT COUNT(*) AS messages FROM message');
  const { highest } = service.memory();
  const longest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, 3);
  console.log(
    `the morning round of ${dayOf(Date.now())} over ${lifts} lifts: ${seconds.toFixed(1)} s (goal ${goalSeconds} s)`,
  );
  console.log(
    `  ${told} lifts told of in ${messages} messages; memory at its highest ${highest.toFixed(0)} MB`,
  );
  console.log(
    `  longest: ${longest.map((round) => `${round.name} ${round.seconds.toFixed(1)} s`).join(', ')}`,
  );
  console.log(`  the public page before: ${idle}`);
  console.log(`  the public page meanwhile: ${busy}`);
  process.exitCode = seconds <= goalSeconds && told > 0 ? 0 : 1;
} finally {
  await service.stop().catch(() => undefined);
  await connection.end();
  rmSync(folder, { recursive: true, force: true });
}
