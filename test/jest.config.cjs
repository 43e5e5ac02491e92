const { join } = require('node:path');
const { swcOptions } = require('../cloud/scripts/typescript.cjs');

// Midway then looks for TypeScript modules instead of compiled ones.
process.env.MIDWAY_TS_MODE = 'true';

const root = join(__dirname, '..');

/** One project per sort of test; all share one way of reading TypeScript. */
const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: root,
  testEnvironment: join(__dirname, 'patient-environment.cjs'),
  testMatch: testMatch.map((pattern) => join(root, pattern)),
  moduleNameMapper: { '^@lifttrust/shared-types/(.*)$': join(root, 'shared-types/src/$1') },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.*/dist-.*/'],
  transform: {
    '\\.(ts|tsx)$': ['@swc/jest', swcOptions],
  },
  ...extra,
});

/** The same tests on the embedded database and on a real MariaDB. */
const onBothDatabases = (displayName, testMatch) => [
  project(`${displayName} on SQLite`, testMatch, { globals: { lifttrustDatabase: 'sqlite' } }),
  project(`${displayName} on MariaDB`, testMatch, { globals: { lifttrustDatabase: 'mariadb' } }),
];

module.exports = {
  rootDir: root,
  testTimeout: 180_000,
  testSequencer: join(__dirname, 'longest-first.cjs'),
  globalSetup: join(__dirname, 'database/start-mariadb.cjs'),
  globalTeardown: join(__dirname, 'database/stop-mariadb.cjs'),
  projects: [
    project('rules', ['shared-types/src/**/*.test.ts']),
    project('app', ['app/src/**/*.test.ts']),
    project('structure', ['test/structure/**/*.test.ts']),
    ...onBothDatabases('cloud', ['cloud/src/**/*.test.ts', 'cloud/sandbox/**/*.test.ts']),
    ...onBothDatabases('story', ['test/story/**/*.test.ts']),
    // Some months of a small company in the gate; `npm run simulate` makes the whole year of a large one.
    ...onBothDatabases('simulation', ['test/simulation/**/*.test.ts']),
    ...onBothDatabases('operation', ['test/operation/**/*.test.ts']),
    ...onBothDatabases('access', ['test/access/**/*.test.ts']),
    // Short in the gate; `npm run test:fault` and `npm run test:fuzz` run them at full length.
    project('fault', ['test/fault/**/*.test.ts']),
    project('fuzz', ['test/fuzz/**/*.test.ts']),
    project('bench', ['test/bench/**/*.test.ts', 'test/bench-face/**/*.test.ts']),
    project('artefact', ['test/artefact/**/*.test.ts']),
    // With LIFTTRUST_SCREENS=<folder> (`npm run screens`) it keeps a picture of each screen.
    project('preview', ['test/preview/**/*.test.ts']),
    project('page', ['test/page/**/*.test.ts']),
    project('mini', ['test/mini/**/*.test.ts']),
    project('console', ['test/console/**/*.test.ts'], {
      testEnvironment: join(__dirname, 'console/environment.cjs'),
    }),
  ],
};
