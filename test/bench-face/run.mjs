// npm run bench:face -- <folderA> <folderB> [groups.csv] [--write docs/face-benchmarks.md] …
// npm run bench:face -- --attack <folder> …
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { install, refuseOldNode } from '../../cloud/scripts/prepare.mjs';

const usage = `Accuracy and cost of the face engine, on pictures of your own.

  npm run bench:face -- <enrolled> <presented> [groups.csv]
      Two folders of .jpg or .png; the same file name in both is the same person.
      groups.csv: lines of "file name, group", for figures by group.
  npm run bench:face -- --attack <folder>
      Each picture held to the camera as a flat or bent photograph, and turned in depth.

  --write <page.md>  also writes the result into that page, between its markers
  --seed <number>    who is enrolled is drawn by this seed (1)
  --trials <number>  claims of strangers for each size of cohort (50000)
  --turned <number>  people turned in depth for the figures of three frames (60; 0 for none)
  --most <number>    pictures attacked (100)
`;

refuseOldNode();
await install();
const { BadFolder } = await import('./pictures.mjs');

function options() {
  const text = { type: 'string' };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      attack: text,
      write: text,
      seed: text,
      trials: text,
      turned: text,
      most: text,
      help: { type: 'boolean' },
    },
  });
  const number = (name, standard) => {
    const value = Number(values[name] ?? standard);
    if (!Number.isInteger(value) || value < 0) throw new BadFolder(`--${name} needs a whole number.`);
    return value;
  };
  return {
    ...values,
    positionals,
    seed: number('seed', 1),
    trials: Math.max(100, number('trials', 50_000)),
    turned: number('turned', 60),
    most: Math.max(1, number('most', 100)),
  };
}

/** Replaces what stands between the page's markers of this name. */
function write(page, name, text) {
  const [from, to] = [`<!-- bench:face ${name} -->`, `<!-- /bench:face ${name} -->`];
  const before = existsSync(page) ? readFileSync(page, 'utf8') : `# Face benchmarks\n\n${from}\n${to}\n`;
  const [start, end] = [before.indexOf(from), before.indexOf(to)];
  if (start < 0 || end < start) throw new BadFolder(`${page} has no markers ${from} and ${to}.`);
  writeFileSync(page, `${before.slice(0, start + from.length)}\n\n${text}\n\n${before.slice(end)}`);
  console.error(`Written: ${page}`);
}

const say = (text) => console.error(`· ${text}`);

try {
  const wish = options();
  const [folderA, folderB, groupsFile] = wish.positionals;
  if (wish.help || (!wish.attack && (!folderA || !folderB))) {
    console.log(usage);
    process.exit(wish.help ? 0 : 2);
  }
  const { attack } = await import('./attack.mjs');
  const { compare } = await import('./compare.mjs');
  const text = wish.attack
    ? await attack({ ...wish, folder: wish.attack }, say)
    : await compare({ ...wish, folderA, folderB, groupsFile }, say);
  console.log(text);
  if (wish.write) write(wish.write, wish.attack ? 'attack' : 'compare', text);
  process.exit(0);
} catch (error) {
  const isOurs = error instanceof BadFolder || String(error?.code).startsWith('ERR_PARSE_ARGS');
  console.error(isOurs ? `bench:face: ${error.message}` : error);
  process.exit(isOurs ? 2 : 1);
}
