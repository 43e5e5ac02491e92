// The folders, as somebody who has pictures would lay them out; what is wrong with them is said in words.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, parse } from 'node:path';

const sharp = createRequire(import.meta.url)('sharp');

/** Something the person who called the command can put right. */
export class BadFolder extends Error {}

const picture = /\.(jpe?g|png)$/i;
const fewestPeople = 3;

/** @param {string} folder @returns {Map<string, string>} file name without its ending → path */
export function picturesIn(folder) {
  if (!existsSync(folder)) throw new BadFolder(`There is no folder ${folder}.`);
  if (!statSync(folder).isDirectory())
    throw new BadFolder(`${folder} is a file; a folder of pictures is needed.`);
  const names = readdirSync(folder)
    .filter((name) => picture.test(name))
    .sort();
  if (names.length === 0) throw new BadFolder(`${folder} holds no .jpg, .jpeg or .png pictures.`);
  return new Map(names.map((name) => [parse(name).name, join(folder, name)]));
}

/** The first of these files that is a picture at all. @param {string[]} paths @returns {Promise<Buffer>} */
export async function firstReadable(paths) {
  for (const path of paths) {
    const bytes = readFileSync(path);
    const isPicture = await sharp(bytes)
      .stats()
      .then(
        () => true,
        () => false,
      );
    if (isPicture) return bytes;
  }
  throw new BadFolder(
    `None of ${paths.length} files can be read as a picture, the first of them ${paths[0]}.`,
  );
}

/**
 * People who are in both folders: same file name, same person; the ending does not matter.
 * @param {string} folderA @param {string} folderB
 */
export function peopleIn(folderA, folderB) {
  const [enrolled, presented] = [picturesIn(folderA), picturesIn(folderB)];
  const people = [...enrolled].flatMap(([name, first]) => {
    const second = presented.get(name);
    return second ? [{ name, first, second }] : [];
  });
  if (people.length < fewestPeople) {
    throw new BadFolder(
      `Only ${people.length} file names are in both folders (${enrolled.size} pictures in ${folderA}, ` +
        `${presented.size} in ${folderB}). The same file name must mean the same person; at least ${fewestPeople} are needed.`,
    );
  }
  return { people, alone: enrolled.size + presented.size - 2 * people.length };
}

/**
 * Lines of `file name, group`; a first line that names no picture is a header.
 * @param {string | undefined} file @param {{ name: string }[]} people
 * @returns {Map<string, string>}
 */
export function groupsOf(file, people) {
  const known = new Set(people.map(({ name }) => name));
  if (!file) return new Map();
  if (!existsSync(file)) throw new BadFolder(`There is no file ${file}.`);
  const groups = new Map();
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  for (const line of lines) {
    const [first = '', group = ''] = line
      .split(/[,;\t]/)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const name = known.has(first) ? first : parse(first).name;
    if (known.has(name) && group) groups.set(name, group);
  }
  if (groups.size === 0) {
    throw new BadFolder(`No line of ${file} names a picture and a group. Each line is: file name, group.`);
  }
  return groups;
}
