import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const faces = join(root, '.cache/sample-faces');
const folder = mkdtempSync(join(tmpdir(), 'lifttrust-bench-face-'));
const [enrolled, presented] = [join(folder, 'enrolled'), join(folder, 'presented')];
const people = 6;

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ['test/bench-face/run.mjs', ...args], { cwd: root, encoding: 'utf8' });

beforeAll(() => {
  const tool = join(root, 'test/tools/sample-people.cjs');
  execFileSync(process.execPath, [tool, faces, String(people), '3']);
  for (const path of [enrolled, presented]) mkdirSync(path);
  for (let person = 1; person <= people; person += 1) {
    const own = join(faces, String(person).padStart(2, '0'));
    copyFileSync(join(own, 'enrol-1.jpg'), join(enrolled, `p${person}.jpg`));
    copyFileSync(join(own, 'enrol-2.jpg'), join(presented, `p${person}.jpg`));
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Not a measurement: that the bench measures what it says, and says what it cannot read.
test('two folders of the same people, some pictures broken, give distributions, decisions and cost in a page', () => {
  writeFileSync(join(enrolled, 'broken.jpg'), 'no picture');
  writeFileSync(join(presented, 'broken.jpg'), 'no picture');
  writeFileSync(join(folder, 'groups.csv'), 'file,group\np1.jpg,one\np2.jpg,one\np3.jpg,other\np4,other\n');
  const page = join(folder, 'page.md');
  const options = ['--trials', '200', '--turned', '0', '--write', page];
  const run = bench(enrolled, presented, join(folder, 'groups.csv'), ...options);
  expect(run.stderr).not.toContain('Error');
  expect(run.status).toBe(0);
  expect(run.stdout).toContain(
    '6 people with a face in both pictures; 0 pictures without a partner, 2 unreadable',
  );
  expect(run.stdout).toContain('| 6 (all), cold start | all |');
  expect(run.stdout).toMatch(/\| 6 \(all\), cold start \| other \|/);
  // Among six people the machine accepts nobody by itself.
  expect(run.stdout).toMatch(/cold start \| all \| \d+ \| 0\.00 % \|/);
  expect(run.stdout).toMatch(/\| CPU per frame \| \d+ ms \|/);
  expect(run.stdout).toContain('| while pictures are analysed |');
  expect(readFileSync(page, 'utf8')).toContain('### Decisions of the product');
}, 120_000);

test('a photograph held to the camera passes in no way, a head turned in depth does', () => {
  const attacked = join(folder, 'attacked');
  mkdirSync(attacked);
  copyFileSync(join(faces, '01', 'centre.jpg'), join(attacked, 'one.jpg'));
  const run = bench('--attack', attacked);
  expect(run.status).toBe(0);
  expect(run.stdout).toMatch(/\| sheet turned by 45° \| 1 \| 0\.0 % \|/);
  expect(run.stdout).toMatch(/\| the best left, middle and right of all these \| 1 \| 0\.0 % \|/);
  expect(run.stdout).toMatch(/\| turned in depth by software \(the documented limit\) \| 1 \| 100\.0 % \|/);
}, 120_000);

test.each([
  ['a folder that is not there', ['/no/such/folder', presented], 'There is no folder /no/such/folder.'],
  ['one folder only', [enrolled], ''],
  ['a number that is none', [enrolled, presented, '--trials', 'many'], '--trials needs a whole number'],
])('%s is told in words, not as a crash', (_, args, words) => {
  const run = bench(...args);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(words);
  expect(run.stderr + run.stdout).not.toContain('    at ');
});

test('folders without a common file name say how many pictures they hold', () => {
  const other = join(folder, 'other');
  mkdirSync(other);
  copyFileSync(join(presented, 'p1.jpg'), join(other, 'somebody.jpg'));
  const run = bench(enrolled, other);
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/Only 0 file names are in both folders \(\d+ pictures in .*, 1 in .*\)\./);
});
