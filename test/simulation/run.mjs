import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install, refuseOldNode, root } from '../../cloud/scripts/prepare.mjs';

/**
 * `npm run simulate -- --lifts 200 --seed 1 --days 366 --database sqlite|mariadb`: a year of a company through the
 * service's own interface, every answer laid beside an independent reading of the law. Ends with 1 when one differs.
 */
const { values } = parseArgs({
  options: {
    lifts: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20320101' },
    days: { type: 'string', default: '366' },
    database: { type: 'string', default: 'sqlite' },
  },
});
const project = values.database === 'mariadb' ? 'simulation on MariaDB' : 'simulation on SQLite';

refuseOldNode();
await install();
const jest = spawn(
  process.execPath,
  [
    join(root, 'node_modules/jest/bin/jest.js'),
    ...['-c', 'test/jest.config.cjs', '--maxWorkers=1', 'test/simulation/a-year-of-a-company'],
    ...['--selectProjects', project],
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      LIFTTRUST_SIMULATE_LIFTS: values.lifts,
      LIFTTRUST_SIMULATE_SEED: values.seed,
      LIFTTRUST_SIMULATE_DAYS: values.days,
    },
  },
);
process.exit(await new Promise((done) => jest.on('close', (code) => done(code ?? 1))));
