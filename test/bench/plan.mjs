// How long the plan of a month takes: node test/bench/plan.mjs [lifts]. Needs no database.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFolder } from '../../cloud/scripts/compile.mjs';
import { root } from '../../cloud/scripts/prepare.mjs';
import { translate } from '../../cloud/scripts/typescript.cjs';
import { median } from './runner.mjs';

const lifts = Number(process.argv[2] ?? 3000);
const rounds = 5;
const compiled = join(root, '.cache/bench-plan');

/** The rules and the invented company, which the product does not hold. */
function load() {
  compileFolder(join(root, 'shared-types/src'), compiled);
  const company = 'plan/testing/company';
  const target = join(compiled, `${company}.js`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    translate(join(root, `shared-types/src/${company}.ts`), { sourceFileName: 'company.ts' }),
  );
  const require = createRequire(join(compiled, 'here.js'));
  return {
    ...require('./plan/plan.planner.js'),
    ...require('./plan/plan.replan.js'),
    ...require(`./${company}.js`),
  };
}

const { planMonth, replan, inventedCompany } = load();

function timed(work) {
  const times = [];
  let result;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    result = work();
    times.push((performance.now() - begun) / 1000);
  }
  return { result, seconds: median(times) };
}

console.log('| month | visits | plan (≤ 2 s) | peak/mean | unplanned | a team ill for a day | moves |');
console.log('|---|---|---|---|---|---|---|');
for (const month of ['2026-03', '2026-07', '2026-09', '2026-02']) {
  const facts = inventedCompany({ lifts, teams: Math.ceil(lifts / 38), month, seed: 1, areas: 8 });
  const { result: plan, seconds } = timed(() => planMonth(facts));
  const [visit] = plan.visits.slice(Math.floor(plan.visits.length / 2));
  const teams = facts.teams.map((team) =>
    team.id === visit.teamId ? { ...team, away: [visit.plannedOn] } : team,
  );
  const hit = plan.visits.filter(
    (each) => each.teamId === visit.teamId && each.plannedOn === visit.plannedOn,
  ).length;
  const again = timed(() => replan(plan.visits, { ...facts, teams }));
  console.log(
    `| ${month} | ${plan.visits.length} | **${seconds.toFixed(2)} s** | ${plan.peakToMean.toFixed(2)} | ${plan.unplanned.length} | ${again.seconds.toFixed(2)} s | ${again.result.moves.length} of ${hit} hit |`,
  );
}
console.log(`${lifts} lifts, ${Math.ceil(lifts / 38)} teams, median of ${rounds} rounds.`);
