import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { install, refuseOldNode, root } from '../cloud/scripts/prepare.mjs';

refuseOldNode();
await install();
const cache = join(root, '.cache', 'types');
mkdirSync(cache, { recursive: true });

const types = (name, project) => ({
  name: `types ${name}`,
  command: [
    'node_modules/.bin/tsc',
    ['-p', project, '--incremental', '--tsBuildInfoFile', join(cache, `${name}.json`)],
  ],
});

/** Format and lint, types of every package and platform variant, structure. */
const checks = [
  { name: 'format and lint', command: ['node_modules/.bin/biome', ['check', '--error-on-warnings', '.']] },
  types('shared-types', 'shared-types/tsconfig.json'),
  types('cloud', 'cloud/tsconfig.json'),
  types('console', 'console/tsconfig.json'),
  types('app-weapp', 'app/tsconfig.weapp.json'),
  types('app-dd', 'app/tsconfig.dd.json'),
  types('app-h5', 'app/tsconfig.h5.json'),
  types('app-test', 'app/tsconfig.test.json'),
  types('test', 'test/tsconfig.json'),
  {
    name: 'structure',
    command: [
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        '-c',
        'test/jest.config.cjs',
        '--selectProjects',
        'structure',
        '--silent',
      ],
    ],
    env: { LIFTTRUST_TEST_MARIADB: 'not-needed' },
  },
];

function run({ name, command, env }) {
  const started = Date.now();
  return new Promise((done) => {
    const child = spawn(command[0], command[1], { cwd: root, env: { ...process.env, ...env } });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => {
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (code !== 0) console.log(Buffer.concat(output).toString().trimEnd());
      done(code === 0);
    });
  });
}

const waiting = [...checks];
const results = [];
// Two at a time: more only wait for each other.
await Promise.all(
  Array.from({ length: 2 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next));
  }),
);
process.exit(results.every(Boolean) ? 0 : 1);
