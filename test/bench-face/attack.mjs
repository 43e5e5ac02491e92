// Photographs of the right person, held to the camera by somebody else: what does the challenge let through?
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { challenge, openEngine, policy } from './engine.mjs';
import { percentile, share, table } from './figures.mjs';
import { BadFolder, picturesIn } from './pictures.mjs';

const require = createRequire(import.meta.url);
const { turnFace } = require('../tools/turn-face.cjs');
const { holdSheet } = require('../tools/hold-sheet.cjs');

const mirrored = ({ yawDegrees, rollDegrees = 0, shift: [aside, down] = [0, 0], ...rest }) => ({
  ...rest,
  yawDegrees: -yawDegrees,
  rollDegrees: -rollDegrees,
  shift: [-aside, down],
});

/** One way to hold a sheet, to either side; the centre is the sheet held straight. */
const way = (label, hold) => ({ label, left: hold, right: mirrored(hold) });
const ways = [
  way('sheet turned by 15°', { yawDegrees: 15 }),
  way('sheet turned by 30°', { yawDegrees: 30 }),
  way('sheet turned by 45°', { yawDegrees: 45 }),
  way('turned by 30°, nearer and aside', { yawDegrees: 30, scale: 1.25, shift: [0.12, 0.05] }),
  way('turned by 30°, tilted and rolled', { yawDegrees: 30, pitchDegrees: 15, rollDegrees: 15 }),
  way('bent by 90°, turned by 30°', { yawDegrees: 30, bendDegrees: 90 }),
  way('bent the other way, turned by 30°', { yawDegrees: 30, bendDegrees: -90 }),
  way('bent by 120°, turned by 45°', { yawDegrees: 45, bendDegrees: 120 }),
  way('bent by 150°, turned by 60°', { yawDegrees: 60, bendDegrees: 150 }),
];

const frame = (direction, analysis) => ({ direction, analysis });
const judge = (left, centre, right) =>
  challenge
    .challengeProblems([frame('left', left), frame('centre', centre), frame('right', right)], policy)
    .map(({ code }) => code);

function tally() {
  return { tried: 0, passed: 0, codes: new Map(), spans: [] };
}

/** Counts one attack; `spans` is how far the head seemed to turn to the weaker side. */
function count(into, left, centre, right) {
  const codes = judge(left, centre, right);
  into.tried++;
  if (codes.length === 0) into.passed++;
  for (const code of codes) into.codes.set(code, (into.codes.get(code) ?? 0) + 1);
  if (left.face && centre.face && right.face) {
    const [l, c, r] = [left, centre, right].map(({ face }) => face.yawDegrees);
    into.spans.push(Math.min(l - c, c - r));
  }
}

const row = (label, { tried, passed, codes, spans }) => [
  label,
  tried,
  share(passed, tried),
  spans.length > 0 ? `${percentile(spans, 50).toFixed(1)}°, ${Math.max(...spans).toFixed(1)}°` : '–',
  [...codes].map(([code, times]) => `${times} × ${code}`).join(', ') || '–',
];

/**
 * @param {{ folder: string, most: number }} options @param {(text: string) => void} say
 * @returns {Promise<string>} a part of a Markdown page
 */
export async function attack({ folder, most }, say) {
  const pictures = [...picturesIn(folder).values()].slice(0, most);
  const engine = openEngine();
  const flat = ways.map(tally);
  const [best, deep, mixed] = [tally(), tally(), tally()];
  let faceless = 0;
  let sidesBefore = null;
  try {
    for (const [at, path] of pictures.entries()) {
      const bytes = await readFile(path);
      const centre = await engine.look(bytes);
      if (!centre.face || centre.faceCount > 1) {
        faceless++;
        continue;
      }
      const held = [centre];
      for (const [index, hold] of ways.entries()) {
        const left = await engine.look(await holdSheet(bytes, hold.left));
        const right = await engine.look(await holdSheet(bytes, hold.right));
        held.push(left, right);
        // Whoever attacks may turn the sheet either way round.
        const isBetter = judge(right, centre, left).length < judge(left, centre, right).length;
        if (isBetter) count(flat[index], right, centre, left);
        else count(flat[index], left, centre, right);
      }
      const byYaw = held.filter(({ face }) => face).sort((a, b) => a.face.yawDegrees - b.face.yawDegrees);
      count(best, byYaw[byYaw.length - 1], byYaw[Math.floor(byYaw.length / 2)], byYaw[0]);
      const sides = await turnedInDepth(engine, bytes);
      if (sides) count(deep, sides.left, centre, sides.right);
      if (sidesBefore) count(mixed, sidesBefore.left, centre, sidesBefore.right);
      sidesBefore = sides;
      say(`${at + 1} of ${pictures.length} pictures attacked`);
    }
  } finally {
    await engine.close();
  }
  if (best.tried === 0)
    throw new BadFolder(`None of ${pictures.length} pictures in ${folder} shows one face.`);
  return [
    `${best.tried} pictures, each once in every way; ${faceless} left out because they show no face or several. The challenge asks for ${policy.turnDegrees}° to each side. The turn is the one read to the weaker side: median, largest.`,
    table(
      ['photograph', 'attacks', 'pass the challenge', 'turn read', 'refused because'],
      [
        ...ways.map(({ label }, at) => row(label, flat[at])),
        row('the best left, middle and right of all these', best),
        row('turned in depth by software (the documented limit)', deep),
        row('photograph straight, somebody else’s own head to both sides', mixed),
      ],
    ),
  ].join('\n\n');
}

async function turnedInDepth(engine, bytes) {
  const turned = async (yawDegrees) => engine.look(await turnFace(bytes, { yawDegrees }));
  try {
    return { left: await turned(50), right: await turned(-50) };
  } catch {
    return null;
  }
}
