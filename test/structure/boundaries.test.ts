import { isTest, type SourceFile, sourcesBelow, target } from './source';

/**
 * Rings, innermost first: imports point inward only. A file of an outer ring may use an inner one; what an inner ring
 * must tell an outer one goes by events after commit.
 */
const rings: readonly string[][] = [
  ['kernel', 'config', 'proof'],
  ['adapters', 'file', 'ledger', 'message', 'city', 'calendar', 'round', 'task', 'change', 'live'],
  [
    'session',
    'device',
    'factor',
    'organisation',
    'jurisdiction',
    'person',
    'account',
    'directory',
    'filing',
    'officer',
    'paper',
    'staff',
    'contract',
    'lift',
    'code',
    'import',
    'reporter',
    'duty',
    'station',
  ],
  [
    'checklist',
    'visit',
    'check-in',
    'face',
    'record',
    'plan',
    'delay',
    'signing',
    'amendment',
    'archive',
    'evidence',
    'hold',
    'validity',
    'paperless',
    'quality',
    'call-out',
    'public-report',
    'announcement',
    'rescue',
  ],
  ['supervision', 'disclosure', 'privacy', 'operation', 'hotline'],
];
const ringOf = new Map(rings.flatMap((modules, ring) => modules.map((module) => [module, ring] as const)));

const moduleAt = (path: string): string | null =>
  /^(?:cloud|shared-types)\/src\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Lists may join tables of other modules for reading (ARCHITECTURE.md). */
const isReadOnlyJoin = (file: SourceFile, to: string) =>
  file.path.endsWith('.query.ts') && to.endsWith('.entity');

interface Crossing {
  file: SourceFile;
  to: string;
  from: string;
  into: string;
}

const crossings = (folder: string): Crossing[] =>
  sourcesBelow(folder)
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      file.imports.flatMap((imported) => {
        const to = target(file, imported.from);
        const from = moduleAt(file.path);
        const into = to && moduleAt(to);
        // Contracts are the language all rings speak; what the service takes from shared-types is no crossing.
        if (!to?.startsWith(folder) || to.endsWith('.contract')) return [];
        return from && into && from !== into ? [{ file, to, from, into }] : [];
      }),
    );

const inWords = ({ file, to }: Crossing) => `${file.path} → ${to}`;

test.each(['cloud/src', 'shared-types/src'])('every module of %s belongs to a ring', (folder) => {
  const modules = new Set(sourcesBelow(folder).flatMap((file) => moduleAt(file.path) ?? []));
  expect([...modules].filter((module) => !ringOf.has(module))).toEqual([]);
});

test.each(['cloud/src', 'shared-types/src'])('imports in %s point inward', (folder) => {
  const outward = crossings(folder).filter(
    ({ file, to, from, into }) =>
      (ringOf.get(into) ?? 0) > (ringOf.get(from) ?? 0) && !isReadOnlyJoin(file, to),
  );
  expect(outward.map(inWords)).toEqual([]);
});

test('a module never uses another module’s controller', () => {
  const wrong = crossings('cloud/src').filter(({ to }) => to.endsWith('.controller'));
  expect(wrong.map(inWords)).toEqual([]);
});

test('shared-types knows neither server nor browser nor framework', () => {
  const allowed = /^(zod|gcoord|canonicalize|tweetnacl|@noble\/hashes(\/.*)?)$/;
  const foreign = sourcesBelow('shared-types/src')
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      file.imports
        .filter(({ from }) => !from.startsWith('.') && !allowed.test(from))
        .map(({ from }) => `${file.path} → ${from}`),
    );
  expect(foreign).toEqual([]);
});

test('the phone and the desk know the service only through shared-types', () => {
  const wrong = ['app/src', 'console/src'].flatMap((folder) =>
    sourcesBelow(folder).flatMap((file) =>
      file.imports
        .filter(({ from }) => /(^|\/)cloud(\/|$)/.test(target(file, from) ?? from))
        .map(({ from }) => `${file.path} → ${from}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test('how many digits name a city is said in one place', () => {
  const said = ['cloud/src', 'shared-types/src'].flatMap((folder) =>
    sourcesBelow(folder).filter(({ text }) => /\bconst cityDigits\b/.test(text)),
  );
  expect(said.map(({ path }) => path)).toEqual(['shared-types/src/jurisdiction/jurisdiction.rules.ts']);
});
