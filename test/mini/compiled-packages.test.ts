import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runMiniProgram } from './runner/mini-program';
import { ensureBuilt, type PackageName, root } from './runner/packages';

const minutes = 60_000;
const mainPackageLimit = 700_000;

/** Strings that only the simulated phone of the preview has: its marker, and its messages to the panel. */
const simulatedPhone = /lifttrust-simulated-phone|lifttrust-phone\//;

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe.each([
  ['weapp', 'pages/lift/index'],
  ['dd', 'pages/home/index'],
] as const)('the compiled %s package', (name, firstPage) => {
  test(
    'starts without errors and shows its first page',
    async () => {
      const mini = await runMiniProgram(name);
      try {
        const page = await mini.program.currentPage();
        expect(page?.path).toBe(firstPage);
        const views = await page?.$$('view');
        expect(views?.length).toBeGreaterThan(0);
        expect(await mini.problems()).toEqual([]);
      } finally {
        await mini.close();
      }
    },
    3 * minutes,
  );
});

test(
  'the main package of the WeChat mini-program stays below 700 kB',
  async () => {
    const dist = await ensureBuilt('weapp');
    const declared: { subPackages: { root: string }[] } = JSON.parse(
      readFileSync(path.join(dist, 'app.json'), 'utf8'),
    );
    const subPackages = declared.subPackages.map((one) => path.join(dist, one.root) + path.sep);
    expect(subPackages.length).toBeGreaterThan(0);
    const main = filesOf(dist).filter((file) => !subPackages.some((folder) => file.startsWith(folder)));
    expect(main.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(mainPackageLimit);
  },
  3 * minutes,
);

test.each([
  ['weapp', 'base.wxml', 'aria-role'],
  ['dd', 'base.axml', 'role'],
] as const)(
  'the templates of the compiled %s package pass on what a screen reader reads',
  async (name, file, role) => {
    const templates = readFileSync(path.join(await ensureBuilt(name), file), 'utf8');
    const [views, fields] = [/<view [^>]*hover-class[^>]*>/g, /<(?:input|textarea) [^>]*>/g].map(
      (kind) => templates.match(kind)?.filter((one) => !/catch-?touch-?move/i.test(one)) ?? [],
    );
    expect(views?.length).toBeGreaterThan(0);
    expect(fields?.length).toBeGreaterThan(0);
    for (const one of [...(views ?? []), ...(fields ?? [])])
      expect(one).toContain('aria-label="{{i.ariaLabel}}"');
    for (const one of views ?? []) expect(one).toContain(` ${role}="{{i.ariaRole}}"`);
  },
  3 * minutes,
);

test('what is searched for in the artefacts is what the simulated phone is known by', () => {
  const source = path.join(root, 'app/src/sandbox/simulated-phone.ts');
  expect(readFileSync(source, 'utf8')).toMatch(simulatedPhone);
});

test.each<PackageName>(['weapp', 'dd', 'h5-weapp', 'h5-dd'])(
  'the production build %s holds no simulated phone',
  async (name) => {
    const files = filesOf(await ensureBuilt(name));
    expect(files.filter((file) => simulatedPhone.test(readFileSync(file, 'utf8')))).toEqual([]);
  },
  5 * minutes,
);
