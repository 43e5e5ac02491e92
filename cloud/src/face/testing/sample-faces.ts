import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const tool = join(root, 'test/tools/sample-people.cjs');
const folder = join(root, '.cache/sample-faces');

export type SampleView =
  | 'centre'
  | 'left'
  | 'right'
  | 'flat-left'
  | 'flat-right'
  | 'enrol-1'
  | 'enrol-2'
  | 'enrol-3';

/** Makes the pictures of the first people, the first few of them from all sides; kept between test runs. */
export function makeSampleFaces(people: number, working: number): void {
  execFileSync(process.execPath, [tool, folder, String(people), String(working)]);
}

/** A picture of one of them; people count from 1. */
export const sampleFace = (person: number, view: SampleView): Buffer =>
  readFileSync(join(folder, String(person).padStart(2, '0'), `${view}.jpg`));
