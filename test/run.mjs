import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { install, refuseOldNode, root, step } from '../cloud/scripts/prepare.mjs';

const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** What the tests need besides npm packages: a browser, a database server, Chinese letters. */
const needs = [
  {
    package: 'chromium',
    there: () => existsSync('/usr/bin/chromium') || existsSync('/usr/bin/google-chrome'),
  },
  {
    package: 'mariadb-server',
    there: () => ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd'].some(existsSync),
  },
  { package: 'redis-server', there: () => existsSync('/usr/bin/redis-server') },
  {
    package: 'fonts-noto-cjk',
    there: () =>
      spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout?.trim() !== '' &&
      existsSync('/usr/bin/fc-list'),
  },
];

async function installSystemPackages() {
  const missing = needs.filter((need) => !need.there()).map((need) => need.package);
  if (missing.length === 0) return;
  if (!isRootOnDebian) {
    console.error(
      `The tests need: ${missing.join(', ')}. Install them with your system's package manager and run npm test again.`,
    );
    process.exit(1);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await step('apt-get update', 'apt-get', ['update', '-qq'], { env });
  await step(
    `installing ${missing.join(', ')}`,
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing, 'fontconfig'],
    { env },
  );
}

refuseOldNode();
await install();
await installSystemPackages();
const { build, previewParts, productionParts } = await import('../cloud/scripts/build.mjs');
// The console's own tests build it where they serve it from.
const parts = new Set([...previewParts, ...productionParts].filter((part) => part !== 'console'));
for (const part of parts) await build(part);
const faces = join(root, '.cache', 'sample-faces');
if (!existsSync(join(faces, '03', 'complete'))) {
  await step('drawing the faces of the invented technicians', 'node', [
    'test/tools/sample-people.cjs',
    faces,
    '3',
    '3',
  ]);
}

const report = join(root, '.cache', 'test-report.json');
mkdirSync(join(root, '.cache'), { recursive: true });

/** Runs jest; its own account of what happened, or none when it died. */
async function runJest(workers, args) {
  rmSync(report, { force: true });
  const jest = spawn(
    process.execPath,
    [
      join(root, 'node_modules/jest/bin/jest.js'),
      ...args,
      '-c',
      'test/jest.config.cjs',
      `--maxWorkers=${workers}`,
      // A worker grows with every file it has read; a new one costs a second.
      '--workerIdleMemoryLimit=2GB',
      '--json',
      `--outputFile=${report}`,
    ],
    // Jest prints its findings on stderr; the JSON on stdout is for the file.
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise((done) => jest.on('close', done));
  if (!existsSync(report)) {
    console.error('The test runner ended without a report.');
    process.exit(code || 1);
  }
  return JSON.parse(readFileSync(report, 'utf8'));
}

const filesOf = (results, status) =>
  results.testResults.filter((suite) => suite.status === status).map((suite) => suite.name);

/** More broken files than this are no matter of a busy machine. */
const mostUnsteady = 12;
// Tests wait a good part of their time: for a browser, a database, a queue. One worker more than processors fills it.
const workers = Math.max(2, Math.min(6, availableParallelism() + 1));
const first = await runJest(workers, process.argv.slice(2));
const broken = [...new Set(filesOf(first, 'failed'))];
let last = first;
if (broken.length > 0 && broken.length <= mostUnsteady) {
  console.error(`Again, one by one: ${broken.map((file) => relative(root, file)).join(', ')}`);
  last = await runJest(1, ['--runTestsByPath', ...broken]);
}
const still = new Set(filesOf(last, 'failed'));
for (const file of broken)
  console.error(
    still.has(file)
      ? `BROKEN: ${relative(root, file)}`
      : `UNSTEADY: ${relative(root, file)} failed beside others and passed alone. Make it steady.`,
  );
const { numFailedTests, numFailedTestSuites, success } = last;
const skipped = first.numPendingTests + first.numTodoTests;
// A suite that could not even start has no failed test to its name, and still is a failure.
const failed = Math.max(numFailedTests, numFailedTestSuites);
console.log(
  `${first.numPassedTests + first.numFailedTests - numFailedTests} passed, ${failed} failed, ${skipped} skipped`,
);
const isCi = process.env.CI === 'true';
if (isCi && skipped > 0) console.error('Under CI a skipped test counts as a failure.');
process.exit(success && !(isCi && skipped > 0) ? 0 : 1);
